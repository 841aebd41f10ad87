// @ts-check
'use strict';
// npm run docs             docs/api/, the reference, made of what lib/ exports and its comments.
// npm run docs -- --check  Changes nothing, and fails where it would.

const fs = require('node:fs');
const path = require('node:path');
const { Stop, main, run } = require('./toolchain/command.js');
const { installNodeModules } = require('./toolchain/node-modules.js');
const { root } = require('./toolchain/places.js');

const reference = path.join(root, 'docs', 'api');

/** @param {string} out */
function write(out) {
  const typedoc = path.join(root, 'node_modules', 'typedoc', 'bin', 'typedoc');
  run(process.execPath, [typedoc, '--options', 'typedoc.json', '--out', out], { quiet: true });
  for (const [name, text] of read(out)) {
    fs.writeFileSync(path.join(out, name), text.replace(/[ \t]+$/gm, ''));
  }
}

/**
 * @param {string} folder
 * @returns {Map<string, string>} text by name
 */
function read(folder) {
  /** @type {Map<string, string>} */
  const pages = new Map();
  if (!fs.existsSync(folder)) return pages;
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (fs.statSync(file).isFile()) pages.set(name, fs.readFileSync(file, 'utf8'));
  }
  return pages;
}

function checkDocs() {
  const fresh = path.join(root, 'build', 'api');
  fs.rmSync(fresh, { recursive: true, force: true });
  write(fresh);
  const [wanted, present] = [read(fresh), read(reference)];
  const names = [...new Set([...wanted.keys(), ...present.keys()])];
  const stale = names.filter((name) => wanted.get(name) !== present.get(name));
  if (stale.length > 0) {
    throw new Stop(`docs/api is not what lib/ says (${stale.join(', ')}). Run this: npm run docs`);
  }
}

module.exports = { checkDocs };

if (require.main === module) {
  void main(() => {
    installNodeModules();
    if (process.argv.includes('--check')) checkDocs();
    else write(reference);
    return 0;
  });
}
