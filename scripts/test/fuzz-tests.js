// @ts-check
'use strict';
// A little of `npm run fuzz` in every test run: each target over its seeds and some hundred inputs
// made of them, always the same ones.

const { canFuzz } = require('../build/cross-build.js');
const { fuzzTargets, runTarget } = require('../fuzz/targets.js');
const { nothing, oneFailed, onePassed, sum } = require('./tally.js');

/** @typedef {import('./tally.js').Tally} Tally */

/** On a slow machine the time ends it first, which is no failure. */
const limits = ['-runs=400', '-seed=1', '-max_total_time=2'];

/** @returns {Promise<Tally>} */
async function testFuzzTargets() {
  if (!canFuzz()) {
    return { ...nothing, skipped: ['fuzz targets: clang++-19 or its libFuzzer is missing'] };
  }
  const targets = fuzzTargets();
  if (targets.length === 0) return oneFailed;
  const outcomes = await Promise.all(
    targets.map((target) => runTarget(target, limits, { keep: false })),
  );
  for (const { passed, output } of outcomes) {
    if (!passed) process.stderr.write(output.split('\n').slice(-60).join('\n'));
  }
  return outcomes.map(({ passed }) => (passed ? onePassed : oneFailed)).reduce(sum, nothing);
}

module.exports = { testFuzzTargets };
