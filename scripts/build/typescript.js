// @ts-check
'use strict';
// TypeScript's part: lib/ to dist/, test/ to build/test/, and the types of scripts/, examples/ and
// bench/, which make nothing but the page of the Electron example.

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { root } = require('../toolchain/places.js');
const { writeEsmFace } = require('./esm-face.js');
const { hideOtherTypes } = require('./shipped-types.js');
const { dropComments } = require('./without-comments.js');

/** @param {readonly string[]} projects folders of tsconfig.json */
function compile(projects) {
  const tsc = require.resolve('typescript/bin/tsc', { paths: [root] });
  run(process.execPath, [tsc, '--build', ...projects]);
}

/**
 * Deletes what was made of sources that are gone: tsc leaves it, to be tested or published.
 * @param {string} source
 * @param {string} made
 */
function prune(source, made) {
  const folder = path.join(root, made);
  if (!fs.existsSync(folder)) return;
  for (const file of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const [, name] = /^(.*?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(file) ?? [];
    if (name === undefined || fs.existsSync(path.join(root, source, `${name}.ts`))) continue;
    fs.rmSync(path.join(folder, file));
  }
}

function buildLibrary() {
  compile(['.']);
  prune('lib', 'dist');
  dropComments();
  writeEsmFace();
  hideOtherTypes();
}

/** The Electron example has its page, and its tests run what is made here: Electron itself they have not. */
function buildElectronExample() {
  const example = path.join('examples', 'electron');
  const made = path.join('build', 'electron');
  const tsc = require.resolve('typescript/bin/tsc', { paths: [root] });
  const notes = path.join('build', 'tsc', 'electron.tsbuildinfo');
  const options = ['--outDir', made, '--incremental', '--tsBuildInfoFile', notes];
  run(process.execPath, [tsc, '-p', example, ...options]);
  const page = path.join('src', 'page');
  for (const name of ['index.html', 'page.css'])
    fs.copyFileSync(path.join(root, example, page, name), path.join(root, made, 'page', name));
}

function buildTests() {
  compile(['test', 'scripts', 'examples', 'examples/electron-minimal', 'bench']);
  buildElectronExample();
  prune('test', path.join('build', 'test'));
}

module.exports = { buildLibrary, buildTests };
