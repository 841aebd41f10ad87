// @ts-check
'use strict';
// How late the event loop is while a burn runs, against the same process with nothing to do: a timer
// asks for every millisecond, and what it is late is the delay. Idle and burning windows alternate.

const { monitorEventLoopDelay } = require('node:perf_hooks');
const fs = require('node:fs');
const path = require('node:path');
const { burnModified } = require('imapi2');
const { openAppend, recordedDisc, sparseFile } = require('../measure/discs.js');
const { summary } = require('../measure/statistics.js');

/** A DVD's 16x, so that a burn lasts and the drive's own work is that of a real one: little. */
const SPEED = 10_816;
const NANOSECONDS = 1e6;

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ p99: number, max: number }>} milliseconds beyond the timer's own interval
 */
async function delays(work) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  return { p99: histogram.percentile(99) / NANOSECONDS, max: histogram.max / NANOSECONDS };
}

/** @param {number} ms */
const idle = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, add }) {
  const seconds = quick ? 0.2 : 3;
  const source = sparseFile(path.join(folder, 'source.bin'), Math.round(SPEED * seconds) * 2048);
  const rounds = quick ? 1 : 5;
  const disc = path.join(folder, 'event-loop.disc');
  /** @type {Record<'idle' | 'burning', { p99: number, max: number }[]>} */
  const found = { idle: [], burning: [] };
  for (let round = 0; round < rounds; round++) {
    await recordedDisc(disc, { media: 'dvd+rw' });
    const job = await openAppend(disc, source, { drive: { speed: SPEED } });
    found.idle.push(await delays(() => idle(1000 * seconds)));
    found.burning.push(
      await delays(async () => {
        const burn = burnModified(job.recorder, job.result, { verify: 'none' });
        // As a program does that shows how far it is.
        let last = 0;
        for await (const { fraction } of burn) last = fraction;
        if (last !== 1) throw new Error(`the burn's progress ended at ${last}`);
      }),
    );
    await job.imapi.close();
    fs.rmSync(disc);
  }
  fs.rmSync(source);
  for (const kind of /** @type {const} */ (['p99', 'max'])) {
    const more = found.burning.map((it, round) => it[kind] - (found.idle[round]?.[kind] ?? NaN));
    add({
      subject: 'a burn at 16x with its progress read',
      what: `event loop's delay, ${kind}: more than when idle`,
      value: { ...summary(more), unit: 'ms' },
      limit: kind === 'p99' ? { atMost: 2 } : null,
      times: {
        burning: summary(found.burning.map((it) => it[kind])),
        idle: summary(found.idle.map((it) => it[kind])),
      },
    });
  }
}

module.exports = { name: 'event-loop', run };
