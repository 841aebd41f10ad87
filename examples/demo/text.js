// @ts-check
'use strict';
// Numbers in words.

const number = new Intl.NumberFormat('en');

/** @param {string} line */
const say = (line) => {
  process.stdout.write(`${line}\n`);
};

/**
 * @param {number} amount
 * @param {string} thing
 */
const count = (amount, thing) => `${number.format(amount)} ${thing}${amount === 1 ? '' : 's'}`;

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Rounded down: 100 % is the end, and nothing before it.
 * @param {number} fraction
 */
const percent = (fraction) => `${(Math.floor(1000 * fraction) / 10).toFixed(1)} %`;

/**
 * A path in the words of the user's own system: under Wine Z: is the whole file system.
 * @param {string} file
 */
const shownPath = (file) =>
  process.env['WINEPREFIX'] === undefined ? file : file.replace(/^Z:/i, '').replaceAll('\\', '/');

/** @param {number} amount */
const seconds = (amount) =>
  amount < 90 ? `${amount.toFixed(1)} s` : `${(amount / 60).toFixed(1)} min`;

module.exports = { count, megabytes, percent, say, seconds, shownPath };
