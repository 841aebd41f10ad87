// @ts-check
'use strict';
// A burn's progress: a live bar on a terminal, and in a log a line for each tenth.

const { count, percent } = require('./text.js');

// Under Wine standard output is a file; the launcher says what is really behind it.
const columns = process.stdout.isTTY
  ? process.stdout.columns
  : Number(process.env['IMAPI2_TTY_COLUMNS'] ?? 0);
const live = columns > 0;
const barWidth = Math.max(10, Math.min(40, columns - 60));

/** @param {import('imapi2').BurnProgress} progress */
function describe({ phase, action, fraction, rangeIndex, rangeCount, lastWrittenLba }) {
  const what =
    fraction === 1 ? 'done' : phase === 'verify' ? 'reading back' : (action ?? 'preparing');
  const range = rangeCount === 0 ? '' : `, range ${rangeIndex + 1} of ${rangeCount}`;
  const at = lastWrittenLba === null ? '' : `, sector ${lastWrittenLba}`;
  return `${percent(fraction).padStart(7)}  ${what}${range}${at}`;
}

/** @param {import('imapi2').BurnProgress} progress */
function draw(progress) {
  const done = Math.round(progress.fraction * barWidth);
  const bar = `${'█'.repeat(done)}${'░'.repeat(barWidth - done)}`;
  process.stdout.write(`\r${bar} ${describe(progress)}`.slice(0, columns).padEnd(columns));
}

/**
 * @template Report
 * @param {import('imapi2').Operation<import('imapi2').BurnProgress, Report>} burn
 * @returns {Promise<Report>}
 */
async function showProgress(burn) {
  let shown = -1;
  for await (const progress of burn) {
    const tenth = Math.floor(10 * progress.fraction);
    if (live) draw(progress);
    else if (tenth > shown)
      process.stdout.write(`${describe(progress)}, ${count(progress.blocksWritten, 'sector')}\n`);
    shown = Math.max(shown, tenth);
  }
  if (live) process.stdout.write('\n');
  return burn;
}

module.exports = { showProgress };
