// @ts-check
'use strict';
// node_modules as package-lock.json wants them, so that a clean clone needs no step before `npm
// test`.

const fs = require('node:fs');
const path = require('node:path');
const { runNpm, say } = require('./command.js');
const { root } = require('./places.js');

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

/**
 * @param {string} file
 * @returns {Packages | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

// npm leaves a copy of the lock in node_modules. Comparing versions, not times, holds after any
// order of npm ci, npm install and git checkout. An optional package may be missing: it is for
// another platform.
function isCurrent() {
  const wanted = packagesOf('package-lock.json') ?? {};
  const have = packagesOf('node_modules/.package-lock.json');
  if (have === null) return false;
  return Object.entries(wanted).every(([name, { version, optional }]) => {
    const installed = have[name];
    return name === '' || (installed ? installed.version === version : optional === true);
  });
}

function installNodeModules() {
  if (isCurrent()) return;
  say('running npm ci, because node_modules is missing or is not what package-lock.json names');
  runNpm(['ci', '--no-audit', '--no-fund'], { quiet: true });
}

module.exports = { installNodeModules };
