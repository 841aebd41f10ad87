// @ts-check
'use strict';
// saveAs and stream() against IStream::CopyTo from C++, to a file on the same file system. The source
// is sparse, so that reading it costs what memory costs and the way of the bytes is what is measured.

const fs = require('node:fs');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');
const { alternate, ratios, summary, timed } = require('../measure/alternate.js');
const { openAppend, recordedDisc, sparseFile } = require('../measure/discs.js');

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, plain, add }) {
  const megabytes = quick ? 4 : 256;
  const source = sparseFile(path.join(folder, 'source.bin'), megabytes * 2 ** 20);
  const disc = await recordedDisc(path.join(folder, 'ours.disc'), { media: 'dvd+rw' });
  const other = await recordedDisc(path.join(folder, 'plain.disc'), { media: 'dvd+rw' });
  const target = path.join(folder, 'copy.iso');
  const job = await openAppend(disc, source);
  await plain.ask('open', other, 0, 'normal');
  await plain.ask('append', source);
  /** @param {() => Promise<unknown>} work */
  const ours = (work) => async () => {
    const ms = await timed(work);
    fs.rmSync(target);
    return ms;
  };
  const turns = {
    saveAs: ours(async () => job.result.saveAs(target)),
    stream: ours(() => pipeline(job.result.stream(), fs.createWriteStream(target))),
    plain: async () => {
      const { ms } = await plain.ask('copy', target);
      fs.rmSync(target);
      return ms;
    },
  };
  if (!quick) await alternate(1, turns);
  const times = await alternate(quick ? 1 : 7, turns);
  for (const side of /** @type {const} */ (['saveAs', 'stream'])) {
    add({
      subject: `an image of ${megabytes} MiB`,
      what: `throughput of ${side} / IStream::CopyTo from C++`,
      ratio: summary(ratios(times.plain, times[side])),
      limit: { atLeast: 0.9 },
      times: { [side]: summary(times[side]), 'plain C++': summary(times.plain) },
    });
  }
  await plain.ask('close');
  await job.imapi.close();
  for (const file of [source, disc, other]) fs.rmSync(file);
}

module.exports = { name: 'copying', run };
