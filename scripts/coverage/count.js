// @ts-check
'use strict';
// Counts of lines and branches, and the least that each part must have.

const { Stop, say } = require('../toolchain/command.js');

/**
 * @typedef {{ total: number, covered: number }} Count
 * @typedef {object} FileCount
 * @property {string} file from the project's folder on
 * @property {Count} lines
 * @property {Count} branches
 */

/** @param {Count} count */
const percent = ({ total, covered }) => (total === 0 ? 100 : (100 * covered) / total);

/** @param {Count} count */
const missing = ({ total, covered }) => total - covered;

/** @param {readonly Count[]} counts */
const sumOf = (counts) =>
  counts.reduce(
    (sum, { total, covered }) => ({ total: sum.total + total, covered: sum.covered + covered }),
    { total: 0, covered: 0 },
  );

/** @param {Count} count */
const words = (count) =>
  `${percent(count).toFixed(2)} % (${count.covered} of ${count.total})`.padStart(24);

/**
 * Says what is covered, most incomplete files first.
 * @param {string} name
 * @param {readonly FileCount[]} files
 * @param {{ lines: number, branches: number }} least in percent
 * @returns {string[]} what falls short
 */
function report(name, files, least) {
  if (files.length === 0) throw new Stop(`${name}: nothing was counted`);
  const incomplete = files
    .filter(({ lines, branches }) => missing(lines) + missing(branches) > 0)
    .sort(
      (a, b) =>
        missing(b.lines) + missing(b.branches) - missing(a.lines) - missing(a.branches) ||
        a.file.localeCompare(b.file),
    );
  for (const { file, lines, branches } of incomplete) {
    process.stdout.write(`${file.padEnd(56)}${words(lines)}${words(branches)}\n`);
  }
  /** @type {string[]} */
  const short = [];
  for (const kind of /** @type {const} */ (['lines', 'branches'])) {
    const all = sumOf(files.map((file) => file[kind]));
    say(`${name}: ${kind} ${words(all).trim()}, to be ${least[kind]} % at least`);
    if (percent(all) < least[kind]) short.push(`the ${kind} of ${name}`);
  }
  return short;
}

module.exports = { report };
