// @ts-check
'use strict';
// TypeScript's part: lib/ to dist/, test/ to build/test/, and the types of scripts/, examples/ and
// bench/, which make nothing.

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { root } = require('../toolchain/places.js');
const { writeEsmFace } = require('./esm-face.js');

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
  writeEsmFace();
}

function buildTests() {
  compile(['test', 'scripts', 'examples', 'bench']);
  prune('test', path.join('build', 'test'));
}

module.exports = { buildLibrary, buildTests };
