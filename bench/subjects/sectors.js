// @ts-check
'use strict';
// What a modified burn saves: sectors, and the time that they take at the disc's basic speed. Nothing
// is recorded for this: the sectors are those of the plan (the subject `burning` holds what is
// written to it), and the speed is the medium's.

const fs = require('node:fs');
const path = require('node:path');
const { open, planBurn } = require('imapi2');
const { summary } = require('../measure/statistics.js');
const { openAppend, recordedDisc, sparseFile } = require('../measure/discs.js');

/** 1x: 1,385,000 bytes a second on a DVD, 4,495,625 on a Blu-ray disc. */
const dvd = 676;
const blurayDisc = 2195;
const MB = 1e6;

/** @type {readonly { name: string, drive: { media: 'dvd+rw' | 'bd-re', sectors?: number }, speed: number, bytes: number }[]} */
const discs = [
  { name: '4.7 GB DVD+RW', drive: { media: 'dvd+rw' }, speed: dvd, bytes: 3400 * MB },
  { name: '25 GB BD-RE', drive: { media: 'bd-re' }, speed: blurayDisc, bytes: 20_000 * MB },
  {
    name: '128 GB BD-RE XL',
    drive: { media: 'bd-re', sectors: 62_500_864 },
    speed: blurayDisc,
    bytes: 110_000 * MB,
  },
];

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, add }) {
  const file = (/** @type {string} */ name) => path.join(folder, name);
  for (const { name, drive, speed, bytes } of quick ? discs.slice(0, 1) : discs) {
    // How much lies in the old session makes no difference to what is modified, so it may be little.
    const disc = await recordedDisc(file('sectors.disc'), drive);
    const old = sparseFile(file('old.bin'), bytes);
    for (const megabytes of quick ? [1] : [1, 100, 1000]) {
      const change = sparseFile(file('change.bin'), megabytes * MB);
      const whole = await wholeBlocks([old, change]);
      const { imapi, recorder, result } = await openAppend(disc, change);
      const { alignedBlocks } = await planBurn(recorder, result);
      await imapi.close();
      const at = (/** @type {number} */ sectors) =>
        `${sectors.toLocaleString('en')} sectors, ${Math.ceil(sectors / speed)} s`;
      add({
        subject: `${name} with ${bytes / MB} MB on it, ${megabytes} MB changed`,
        what: 'modified / whole, in sectors and in seconds at 1x',
        ratio: summary([alignedBlocks / whole]),
        note: `modified ${at(alignedBlocks)}; whole ${at(whole)}`,
      });
    }
    for (const made of ['sectors.disc', 'old.bin', 'change.bin']) fs.rmSync(file(made));
  }
}

/**
 * The sectors of an image of all these files, which is what a burn of the whole records.
 * @param {readonly string[]} files
 */
async function wholeBlocks(files) {
  const imapi = await open({ provider: 'virtual' });
  try {
    const image = await imapi.createImage({ freeMediaBlocks: 0, fileSystems: ['udf'] });
    for (const file of files) await image.add(file, `/${path.basename(file)}`);
    return (await image.createResult()).totalBlocks;
  } finally {
    await imapi.close();
  }
}

module.exports = { name: 'sectors', run };
