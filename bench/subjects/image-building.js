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
  /**
   * @param {number} together so many calls are under way before the first is waited for
   */
  const adding = (together) => async () => {
    const imapi = await open({ provider: 'virtual' });
    try {
      const image = await imapi.createImage({ freeMediaBlocks: 0, fileSystems: ['udf'] });
      const ms = await timed(async () => {
        for (let first = 0; first < count; first += together) {
          const calls = [];
          for (let i = first; i < Math.min(first + together, count); i++) {
            const path = `/folder${Math.floor(i / 1000)}/file${i}.txt`;
            calls.push(image.add(Buffer.from(`content of ${i}`), path));
          }
          await Promise.all(calls);
        }
      });
      const result = await timed(() => image.createResult());
      if (together === 1) results.ours.push(result);
      return ms;
    } finally {
      await imapi.close();
    }
  };
  const times = await alternate(quick ? 1 : 5, {
    ours: adding(1),
    together: adding(1000),
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
    what: 'image.add, each awaited / the same calls from C++',
    ratio: summary(ratios(times.ours, times.plain)),
    times: { 'ours, a file': perFile(times.ours), 'plain C++, a file': perFile(times.plain) },
  });
  // What is left without the way to the worker and back for each file.
  add({
    subject,
    what: 'image.add, 1,000 awaited together / the same calls from C++',
    ratio: summary(ratios(times.together, times.plain)),
    times: { 'ours, a file': perFile(times.together), 'plain C++, a file': perFile(times.plain) },
  });
  add({
    subject,
    what: 'createResult / CreateResultImage from C++',
    ratio: summary(ratios(results.ours, results.plain)),
    times: { ours: summary(results.ours), 'plain C++': summary(results.plain) },
  });
}

module.exports = { name: 'image-building', run };
