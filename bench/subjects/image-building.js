// @ts-check
'use strict';
// image.add(bytes, path) file by file, and addTree of a folder, against the same calls of IMAPI2FS
// from C++, each on a new image; and the making of the result after it.

const fs = require('node:fs');
const path = require('node:path');
const { open } = require('imapi2');
const { alternate, ratios, summary, timed } = require('../measure/alternate.js');

/**
 * @param {string} folder made anew
 * @param {number} count
 */
function smallFiles(folder, count) {
  for (let i = 0; i < count; i++) {
    const below = path.join(folder, `folder${Math.floor(i / 1000)}`);
    if (i % 1000 === 0) fs.mkdirSync(below, { recursive: true });
    fs.writeFileSync(path.join(below, `file${i}.txt`), `content of ${i}`);
  }
  return folder;
}

/** @param {(image: import('imapi2').FileSystemImage) => Promise<number>} turn */
async function onNewImage(turn) {
  const imapi = await open({ provider: 'virtual' });
  try {
    return await turn(await imapi.createImage({ freeMediaBlocks: 0, fileSystems: ['udf'] }));
  } finally {
    await imapi.close();
  }
}

/** @param {import('../main.js').Bench} bench */
async function run({ quick, folder, plain, add }) {
  const count = quick ? 100 : 20_000;
  const rounds = quick ? 1 : 5;
  /** @type {Record<'ours' | 'plain', number[]>} */
  const results = { ours: [], plain: [] };
  /**
   * @param {number} together so many calls are under way before the first is waited for
   */
  const adding = (together) => () =>
    onNewImage(async (image) => {
      const ms = await timed(async () => {
        for (let first = 0; first < count; first += together) {
          const calls = [];
          for (let i = first; i < Math.min(first + together, count); i++) {
            const file = `/folder${Math.floor(i / 1000)}/file${i}.txt`;
            calls.push(image.add(Buffer.from(`content of ${i}`), file));
          }
          await Promise.all(calls);
        }
      });
      const result = await timed(() => image.createResult());
      if (together === 1) results.ours.push(result);
      return ms;
    });
  /** @param {() => Promise<number>} turn */
  const onNewPlainImage = async (turn) => {
    await plain.ask('open', '', 0, '');
    try {
      return await turn();
    } finally {
      await plain.ask('close');
    }
  };
  const times = await alternate(rounds, {
    ours: adding(1),
    together: adding(1000),
    plain: () =>
      onNewPlainImage(async () => {
        const { ms } = await plain.ask('files', count);
        results.plain.push((await plain.ask('result')).ms);
        return ms;
      }),
  });
  const source = smallFiles(path.join(folder, 'tree'), count);
  const treeTimes = await alternate(rounds, {
    ours: () => onNewImage((image) => timed(() => image.addTree(source, '/'))),
    plain: () => onNewPlainImage(async () => (await plain.ask('tree', source)).ms),
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
    what: 'addTree of a folder / the same calls from C++',
    ratio: summary(ratios(treeTimes.ours, treeTimes.plain)),
    times: {
      'ours, a file': perFile(treeTimes.ours),
      'plain C++, a file': perFile(treeTimes.plain),
    },
  });
  add({
    subject,
    what: 'createResult / CreateResultImage from C++',
    ratio: summary(ratios(results.ours, results.plain)),
    times: { ours: summary(results.ours), 'plain C++': summary(results.plain) },
  });
}

module.exports = { name: 'image-building', run };
