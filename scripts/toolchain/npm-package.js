// @ts-check
'use strict';
// One package of the npm registry, unpacked into the cache: for files that npm would not install on
// this platform.

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { Stop, run, runNpm, say } = require('./command.js');
const { cache } = require('./places.js');

/**
 * @param {{ name: string, version: string, integrity: string, why: string }} wanted
 * @returns {string} the folder that holds the package's files
 */
function npmPackage({ name, version, integrity, why }) {
  const label = `${name.replace(/^@/, '').replace('/', '-')}-${version}`;
  const folder = path.join(cache, label);
  if (fs.existsSync(folder)) return folder;

  say(`fetching ${name} ${version} from npm, ${why}`);
  fs.mkdirSync(cache, { recursive: true });
  const work = fs.mkdtempSync(path.join(cache, 'fetch-'));
  try {
    runNpm(['pack', '--silent', '--pack-destination', work, `${name}@${version}`], { quiet: true });
    const tarball = path.join(work, `${label}.tgz`);
    const digest = crypto.createHash('sha512').update(fs.readFileSync(tarball)).digest('base64');
    if (integrity !== `sha512-${digest}`) {
      throw new Stop(
        `${name} ${version} from npm is not the file this project was tested with: its sha512 differs`,
      );
    }
    // All is in one folder, which is not called `package` in every tarball.
    const unpacked = path.join(work, 'unpacked');
    fs.mkdirSync(unpacked);
    run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    // Renamed last, so that an interrupted download leaves nothing that looks complete.
    fs.renameSync(unpacked, folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

module.exports = { npmPackage };
