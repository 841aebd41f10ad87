// @ts-check
'use strict';
// The package as its users get it: `npm pack`, and its tarball installed in an empty project.

const fs = require('node:fs');
const path = require('node:path');
const { Stop, runNpm } = require('../toolchain/command.js');
const { packed, root } = require('../toolchain/places.js');

/** Install scripts run if there are any: that there are none is what is tested. */
const npmrc = `ignore-scripts=false\naudit=false\nfund=false\n`;

/** @type {{ folder: string, given: boolean } | null} */
let installed = null;

/**
 * Packed and installed once by each command.
 * @returns {{ folder: string, given: boolean }} where it is installed, and whether it is of a tarball
 *   that the caller gave, by IMAPI2_TARBALL
 */
function packedPackage() {
  installed ??= installPacked(process.env.IMAPI2_TARBALL);
  return installed;
}

/** @param {string | undefined} tarball */
function installPacked(tarball) {
  fs.rmSync(packed, { recursive: true, force: true });
  fs.mkdirSync(packed, { recursive: true });
  const file = path.join(packed, 'imapi2.tgz');
  if (tarball === undefined) pack(file);
  else fs.copyFileSync(path.resolve(root, tarball), file);
  fs.writeFileSync(path.join(packed, 'package.json'), '{ "name": "application", "private": true }');
  fs.writeFileSync(path.join(packed, '.npmrc'), npmrc);
  // What the command line depends on is mostly in npm's cache already.
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', file];
  runNpm(install, { quiet: true, cwd: packed });
  return { folder: path.join(packed, 'node_modules', 'imapi2'), given: tarball !== undefined };
}

/** @param {string} file */
function pack(file) {
  runNpm(['pack', '--silent', '--pack-destination', packed], { quiet: true, cwd: root });
  const [made, ...others] = fs.readdirSync(packed).filter((name) => name.endsWith('.tgz'));
  if (made === undefined || others.length > 0) throw new Stop('npm pack made no tarball, or two');
  fs.renameSync(path.join(packed, made), file);
}

module.exports = { packedPackage };
