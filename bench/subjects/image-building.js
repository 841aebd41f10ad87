// @ts-check
'use strict';
// image.add(bytes, path) file by file against the same calls of IMAPI2FS from C++, each on a new
// image, and the making of the result after it.

const { open } = require('imapi2');
const { alternate, ratios, summary, timed } = require('../measure/alternate.js');

/** @param {import('../main.js').Bench} bench */
async function run({ quick, plain, add }) {
  const count = quick ? 100 : 20_000;
  /** @type {Record<'ours' | 'plain', number[]>} */
  const results = { ours: [], plain: [] };
  const times = await alternate(quick ? 1 : 5, {
    ours: async () => {
      const imapi = await open({ provider: 'virtual' });
      try {
        const image = await imapi.createImage({ freeMediaBlocks: 0, fileSystems: ['udf'] });
        const ms = await timed(async () => {
          for (let i = 0; i < count; i++) {
            const folder = `folder${Math.floor(i / 1000)}`;
            await image.add(Buffer.from(`content of ${i}`), `/${folder}/file${i}.txt`);
          }
        });
        results.ours.push(await timed(() => image.createResult()));
        return ms;
      } finally {
        await imapi.close();
      }
    },
    plain: async () => {
      await plain.ask('open', '', 0, '');
      try {
        const { ms } = await plain.ask('files', count);
        results.plain.push((await plain.ask('result')).ms);
        return ms;
      } finally {
        await plain.ask('close');
      }
    },
  });
  const perFile = (/** @type {number[]} */ all) => summary(all.map((ms) => ms / count));
  const subject = `${count.toLocaleString('en')} small files`;
  add({
    subject,
    what: 'image.add, a file / the same calls from C++',
    ratio: summary(ratios(times.ours, times.plain)),
    times: { 'ours, a file': perFile(times.ours), 'plain C++, a file': perFile(times.plain) },
  });
  add({
    subject,
    what: 'createResult / CreateResultImage from C++',
    ratio: summary(ratios(results.ours, results.plain)),
    times: { ours: summary(results.ours), 'plain C++': summary(results.plain) },
  });
}

module.exports = { name: 'image-building', run };
