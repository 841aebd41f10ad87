// @ts-check
'use strict';
// The fuzz targets: what CMake has made of test/native/**/*_fuzz.cc, and running one of them.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { cache, hostBuild, reports, root } = require('../toolchain/places.js');

const programs = path.join(hostBuild, 'fuzz');
/** Inputs that npm test begins with too: small, and kept in the repository. */
const seeds = path.join(root, 'test', 'fuzz', 'corpus');
/** What runs on this machine have found interesting. */
const corpora = path.join(cache, 'fuzz');

/** @returns {string[]} */
const fuzzTargets = () =>
  fs.existsSync(programs)
    ? fs
        .readdirSync(programs)
        .filter((name) => name.endsWith('_fuzz'))
        .sort()
    : [];

/**
 * @typedef {object} Outcome
 * @property {string} target
 * @property {boolean} passed
 * @property {string} output everything that libFuzzer said
 * @property {number} executions
 * @property {number} coverage edges of the program that were reached
 */

/**
 * @param {string} target
 * @param {readonly string[]} limits libFuzzer's: how long, how often
 * @param {{ keep: boolean }} options `keep`: what is found interesting is kept for the next run
 * @returns {Promise<Outcome>}
 */
function runTarget(target, limits, { keep }) {
  // libFuzzer adds what it finds to the first folder, which must never be that of the seeds.
  const corpus = keep ? path.join(corpora, target) : path.join(reports, 'fuzz', target);
  const given = path.join(seeds, target);
  const findings = path.join(root, 'build', 'findings', `${target}-`);
  fs.mkdirSync(path.dirname(findings), { recursive: true });
  if (!keep) fs.rmSync(corpus, { recursive: true, force: true });
  fs.mkdirSync(corpus, { recursive: true });
  const folders = [corpus, ...(fs.existsSync(given) ? [given] : [])];
  const bounds = ['-max_len=2000', '-timeout=60', '-rss_limit_mb=2000'];
  const args = [...limits, ...bounds, '-print_final_stats=1', `-artifact_prefix=${findings}`];
  const env = {
    ...process.env,
    UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
    ASAN_OPTIONS: 'allocator_may_return_null=0',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(programs, target), [...args, ...folders], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      /** @param {RegExp} pattern */
      const last = (pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
      resolve({
        target,
        passed: code === 0,
        output,
        executions: last(/^stat::number_of_executed_units: (\d+)/gm),
        coverage: last(/\bcov: (\d+)/g),
      });
    });
  });
}

module.exports = { fuzzTargets, runTarget, seeds };
