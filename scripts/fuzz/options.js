// @ts-check
'use strict';
// The fuzz target that is no program of its own: options and arguments that can't be right, given to
// every function of the package (test/host/arguments/random-options.test.ts).

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { buildLibrary, buildTests } = require('../build/typescript.js');
const { root } = require('../toolchain/places.js');

const options = 'options';

/**
 * It prints its seed and how many rounds there were; a failure names the round.
 * @param {number} seconds
 * @param {number} seed
 * @returns {boolean} whether all were refused as they must be
 */
function runOptions(seconds, seed) {
  buildLibrary();
  buildTests();
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--selectProjects', 'host', '--silent=false', 'arguments.random-options'];
  const env = {
    ...process.env,
    IMAPI2_FUZZ_SECONDS: String(seconds),
    IMAPI2_FUZZ_SEED: String(seed),
  };
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
}

module.exports = { options, runOptions };
