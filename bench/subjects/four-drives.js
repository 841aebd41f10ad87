// @ts-check
'use strict';
// Four drives at once against one, all slowed to 8x of a DVD: each has a worker of its own, so four
// should take as long as one does.

const fs = require('node:fs');
const path = require('node:path');
const { burnModified, open } = require('imapi2');
const { alternate, summary, timed } = require('../measure/alternate.js');
const { recordedDisc, sparseFile } = require('../measure/discs.js');

const SPEED = 5408;

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, add }) {
  const seconds = quick ? 0.2 : 4;
  const source = sparseFile(path.join(folder, 'source.bin'), Math.round(SPEED * seconds) * 2048);
  const discs = [1, 2, 3, 4].map((number) => path.join(folder, `drive-${number}.disc`));

  /** @param {number} count */
  const burnOn = (count) => async () => {
    const used = discs.slice(0, count);
    for (const disc of used) await recordedDisc(disc, { media: 'dvd+rw' });
    const drives = used.map((disc) => ({ disc, speed: SPEED }));
    const imapi = await open({ provider: 'virtual', drives });
    try {
      /** @type {{ recorder: import('imapi2').DiscRecorder, result: import('imapi2').ImageResult }[]} */
      const jobs = [];
      for (const { id } of await imapi.recorders()) {
        const recorder = await imapi.recorder(id);
        const image = await imapi.createImage({ recorder });
        await image.add(source, '/added.bin');
        jobs.push({ recorder, result: await image.createResult() });
      }
      return await timed(() =>
        Promise.all(
          jobs.map(({ recorder, result }) => burnModified(recorder, result, { verify: 'none' })),
        ),
      );
    } finally {
      await imapi.close();
    }
  };
  const times = await alternate(quick ? 1 : 5, { one: burnOn(1), four: burnOn(4) });
  for (const file of [source, ...discs]) fs.rmSync(file);
  add({
    subject: 'four drives at 8x',
    what: 'sectors a second together / those of one drive',
    ratio: summary(times.one.map((time, round) => (4 * time) / (times.four[round] ?? NaN))),
    limit: { atLeast: 3.5 },
    times: { one: summary(times.one), four: summary(times.four) },
  });
}

module.exports = { name: 'four-drives', run };
