// @ts-check
'use strict';
// Jest's module resolver is native, and npm installs the one for this platform only. Jest in
// Windows' node.exe needs the Windows one: the version and digest that the lock file names.

const fs = require('node:fs');
const path = require('node:path');
const { npmPackage } = require('./npm-package.js');
const { root } = require('./places.js');

const NAME = '@unrs/resolver-binding-win32-x64-msvc';

/** @returns {string} the path of the resolver's native file */
function windowsJestResolver() {
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages[`node_modules/${NAME}`];
  const folder = npmPackage({
    name: NAME,
    version,
    integrity,
    why: "because Jest runs in Windows' node.exe",
  });
  return path.join(folder, 'resolver.win32-x64-msvc.node');
}

module.exports = { windowsJestResolver };
