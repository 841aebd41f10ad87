// @ts-check
'use strict';
// What is said of several runs. Medians, because on a machine with other work a run is late now and
// then and never early; and the spread beside them, so that nobody takes noise for a result.

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * @param {readonly number[]} values
 * @returns {{ median: number, least: number, most: number, runs: number }}
 */
function summary(values) {
  return {
    median: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
    runs: values.length,
  };
}

module.exports = { median, summary };
