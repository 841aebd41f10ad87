// @ts-check
'use strict';
// Peak resident size, each case in a process of its own, since a peak never goes down again: of a
// list of ranges, of burns of several sizes on discs of several sizes, and of an image of 100,000
// files. What a process has that only opened and closed is taken off.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { recordedDisc, sparseFile } = require('../measure/discs.js');
const { summary } = require('../measure/statistics.js');

const GiB = 2 ** 30;
const MiB = 2 ** 20;

/**
 * @param {string} folder
 * @param {...(string | number)} args of memory-case.js
 * @returns {number} MiB
 */
function peakOf(folder, ...args) {
  const output = path.join(folder, 'peak.txt');
  const file = fs.openSync(output, 'w');
  const script = path.join(__dirname, '..', 'measure', 'memory-case.js');
  const { status } = spawnSync(process.execPath, [script, ...args.map(String)], {
    stdio: ['ignore', file, file],
  });
  fs.closeSync(file);
  const said = fs.readFileSync(output, 'utf8');
  const [, peak] = /peak (\d+)/.exec(said) ?? [];
  if (status !== 0 || peak === undefined) throw new Error(`${args.join(' ')}: ${said}`);
  return Number(peak) / MiB;
}

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, add }) {
  const file = (/** @type {string} */ name) => path.join(folder, name);
  const idle = summary([0, 1, 2].map(() => peakOf(folder, 'idle'))).median;
  /**
   * @param {string} subject
   * @param {number} runs
   * @param {() => number | Promise<number>} peak
   * @param {string} [note]
   */
  const measure = async (subject, runs, peak, note) => {
    const peaks = [];
    for (let n = 0; n < (quick ? 1 : runs); n++) peaks.push((await peak()) - idle);
    add({
      subject,
      what: 'peak resident size above an idle process',
      value: { ...summary(peaks), unit: 'MiB' },
      ...(note === undefined ? {} : { note }),
    });
  };

  for (const count of quick ? [1000] : [1000, 100_000, 1_000_000]) {
    const disc = await recordedDisc(file('memory.disc'), { media: 'bd-re' });
    const source = sparseFile(file('source.bin'), (count + 1000) * 2048);
    // The same image without its list asked for, so that the list is all that is counted.
    const without = peakOf(folder, 'ranges', disc, source, 'normal');
    const peaks = Array.from({ length: quick ? 1 : 3 }, () =>
      peakOf(folder, 'ranges', disc, source, `many:${count}`),
    );
    add({
      subject: `${count.toLocaleString('en')} ranges`,
      what: 'peak resident size for each range, both sides of COM together',
      value: { ...summary(peaks.map((peak) => ((peak - without) * MiB) / count)), unit: 'bytes' },
    });
  }

  // A burn's size and its disc's size, apart: neither may be seen in the peak.
  const burns = quick
    ? [
        {
          name: '4 MiB on 4.7 GB',
          drive: { media: /** @type {const} */ ('dvd+rw') },
          bytes: 4 * MiB,
        },
      ]
    : [
        {
          name: '256 MiB on 4.7 GB',
          drive: { media: /** @type {const} */ ('dvd+rw') },
          bytes: 256 * MiB,
        },
        {
          name: '256 MiB on 25 GB',
          drive: { media: /** @type {const} */ ('bd-re') },
          bytes: 256 * MiB,
        },
        {
          name: '256 MiB on 128 GB',
          drive: { media: /** @type {const} */ ('bd-re'), sectors: 62_500_864 },
          bytes: 256 * MiB,
        },
        {
          name: '2 GiB on 25 GB',
          drive: { media: /** @type {const} */ ('bd-re') },
          bytes: 2 * GiB,
        },
        // As much as fits beside what a session needs, where the file system has room for it.
        ...(process.env.IMAPI2_BENCH_FULL === '1'
          ? [
              {
                name: '24 GB on 25 GB',
                drive: { media: /** @type {const} */ ('bd-re') },
                bytes: 24e9,
              },
            ]
          : []),
      ];
  for (const { name, drive, bytes } of burns) {
    const source = sparseFile(file('source.bin'), bytes);
    await measure(`a burn of ${name}`, bytes > GiB ? 1 : 3, async () =>
      peakOf(folder, 'burn', await recordedDisc(file('memory.disc'), drive), source),
    );
    fs.rmSync(file('memory.disc'));
  }
  const files = quick ? 100 : 100_000;
  await measure(`an image of ${files.toLocaleString('en')} files`, 1, () =>
    peakOf(folder, 'files', files),
  );
  fs.rmSync(file('source.bin'));
}

module.exports = { name: 'memory', run };
