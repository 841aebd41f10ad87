// @ts-check
'use strict';
// Both sides of a comparison by turns, so that what else the machine does meets both. The ratio is
// the median of the rounds' own ratios: two neighbouring turns have more in common than two medians.

const { median, summary } = require('./statistics.js');

/**
 * @typedef {() => Promise<number>} Turn one run; its milliseconds
 */

/**
 * @template {string} Side
 * @param {number} rounds
 * @param {Record<Side, Turn>} sides
 * @returns {Promise<Record<Side, number[]>>} the times of each side, by rounds
 */
async function alternate(rounds, sides) {
  const names = /** @type {Side[]} */ (Object.keys(sides));
  /** @type {Partial<Record<Side, number[]>>} */
  const times = {};
  for (let round = 0; round < rounds; round++) {
    // Who goes second finds warm caches: that changes from round to round.
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) (times[name] ??= []).push(await sides[name]());
  }
  return /** @type {Record<Side, number[]>} */ (times);
}

/**
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs of the same rounds
 */
function ratios(ours, theirs) {
  return ours.map((time, round) => time / (theirs[round] ?? NaN));
}

/** @param {() => unknown} work */
async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

module.exports = { alternate, median, ratios, summary, timed };
