// @ts-check
'use strict';
// burnModified against a plain C++ program that calls IDiscFormat2Data::Write, each on a disc of its
// own that was recorded alike, on a drive that goes as fast as it can: what the package adds to a
// write can't hide behind the drive. Verification is off on both sides.

const fs = require('node:fs');
const path = require('node:path');
const { burnModified } = require('imapi2');
const { alternate, ratios, summary, timed } = require('../measure/alternate.js');
const { openAppend, recordedDisc, sectorSize, sparseFile } = require('../measure/discs.js');

const drive = /** @type {const} */ ({ media: 'dvd+rw' });

/** @param {import('../main.js').Bench} bench */
async function run(bench) {
  const big = bench.quick ? 1 : 1024;
  await compare(bench, {
    subject: `a change of ${big} MiB`,
    source: big * 2 ** 20,
    shape: 'normal',
    rounds: bench.quick ? 1 : 7,
  });
  const count = bench.quick ? 1000 : 100_000;
  await compare(bench, {
    subject: `${count.toLocaleString('en')} ranges of one sector`,
    source: (count + 1000) * sectorSize,
    shape: `many:${count}`,
    rounds: bench.quick ? 1 : 5,
  });
}

/**
 * @param {import('../main.js').Bench} bench
 * @param {{ subject: string, source: number, shape: string, rounds: number }} work
 */
async function compare(bench, { subject, source, shape, rounds }) {
  const { folder, plain } = bench;
  const file = sparseFile(path.join(folder, 'source.bin'), source);
  const disc = path.join(folder, 'burning.disc');
  /** Differences between the sectors written and the plan, and the plan itself. */
  const wrong = { sectors: 0, planned: 0 };
  const turns = {
    ours: async () => {
      await recordedDisc(disc, drive);
      const job = await openAppend(disc, file, { switches: { 'block-ranges': shape } });
      try {
        const planned = (await job.result.streamBlockRanges())?.blockCount ?? 0;
        const ms = await timed(() => burnModified(job.recorder, job.result, { verify: 'none' }));
        const writes = (await job.imapi.virtual?.writes(job.recorder.info.id)) ?? [];
        let written = 0;
        for (const { startLba, endLba } of writes) written += endLba - startLba + 1;
        wrong.planned = planned;
        wrong.sectors = Math.max(wrong.sectors, Math.abs(written - planned));
        return ms;
      } finally {
        await job.imapi.close();
        fs.rmSync(disc);
      }
    },
    plain: async () => {
      await recordedDisc(disc, drive);
      await plain.ask('open', disc, 0, shape);
      try {
        await plain.ask('append', file);
        const { ms } = await plain.ask('write');
        return ms;
      } finally {
        await plain.ask('close');
        fs.rmSync(disc);
      }
    },
  };
  const times = await alternate(rounds, turns);
  fs.rmSync(file);
  bench.add({
    subject,
    what: 'burnModified / IDiscFormat2Data::Write from C++',
    ratio: summary(ratios(times.ours, times.plain)),
    limit: { atMost: 1.02 },
    times: { ours: summary(times.ours), 'plain C++': summary(times.plain) },
    note: `${wrong.planned.toLocaleString('en')} sectors planned, ${wrong.sectors} more or fewer written`,
  });
}

module.exports = { name: 'burning', run };
