// @ts-check
'use strict';
// What the stages of `npm test` found, added up. A check without cases of its own (a formatter, a
// compiler) counts as one.

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped each with its name and its reason
 */

/** @type {Tally} */
const nothing = { passed: 0, failed: 0, skipped: [] };

/** @type {Tally} */
const onePassed = { passed: 1, failed: 0, skipped: [] };

/** @type {Tally} */
const oneFailed = { passed: 0, failed: 1, skipped: [] };

/**
 * @param {Tally} a
 * @param {Tally} b
 * @returns {Tally}
 */
const sum = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: [...a.skipped, ...b.skipped],
});

/** @param {Tally} tally */
const describe = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;

module.exports = { describe, nothing, oneFailed, onePassed, sum };
