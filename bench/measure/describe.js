// @ts-check
'use strict';
// A figure as a line for people.

/** @param {number} number */
function short(number) {
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3);
}

/** @param {import('../main.js').Summary} summary */
function spread({ median, least, most, runs }) {
  return runs === 1
    ? short(median)
    : `${short(median)} (${short(least)} … ${short(most)}, ${runs} runs)`;
}

/** @param {import('../main.js').Figure} figure */
function verdict({ limit, ratio, value }) {
  const median = (ratio ?? value)?.median;
  if (!limit || median === undefined) return '';
  const { atMost, atLeast } = limit;
  const kept =
    (atMost === undefined || median <= atMost) && (atLeast === undefined || median >= atLeast);
  const wanted = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  return kept ? `, ${wanted}` : `, NOT ${wanted}`;
}

/** @param {import('../main.js').Figure} figure */
function describe(figure) {
  const { subject, what, ratio, value, times = {}, note } = figure;
  const shown = ratio ? spread(ratio) : value ? `${spread(value)} ${value.unit}` : '';
  const sides = Object.entries(times).map(([side, time]) => `${side} ${short(time.median)} ms`);
  const rest = [...sides, ...(note === undefined ? [] : [note])].join('; ');
  return `${subject}: ${what}: ${shown}${verdict(figure)}${rest && ` [${rest}]`}`;
}

module.exports = { describe };
