// @ts-check
'use strict';
// One case of the subject `memory`, in a process of its own: says `peak BYTES` at its end.

const { burnModified, open } = require('imapi2');
const { openAppend } = require('./discs.js');

/** @type {Record<string, (...args: string[]) => Promise<void>>} */
const cases = {
  async idle() {
    const imapi = await open({ provider: 'virtual' });
    await imapi.close();
  },
  async ranges(disc = '', source = '', shape = '') {
    const { imapi, result } = await openAppend(disc, source, {
      switches: { 'block-ranges': shape },
    });
    const list = await result.modifiedBlocks();
    if (list === null) throw new Error('there is no list');
    await imapi.close();
  },
  async burn(disc = '', source = '') {
    const { imapi, recorder, result } = await openAppend(disc, source);
    // With its read-back, as a burn is unless somebody says otherwise.
    await burnModified(recorder, result);
    await imapi.close();
  },
  async files(count = '') {
    const imapi = await open({ provider: 'virtual' });
    const image = await imapi.createImage({ freeMediaBlocks: 0, fileSystems: ['udf'] });
    for (let i = 0; i < Number(count); i++) {
      const folder = `folder${Math.floor(i / 1000)}`;
      await image.add(Buffer.from(`content of ${i}`), `/${folder}/file${i}.txt`);
    }
    await image.createResult();
    await imapi.close();
  },
};

const [name = '', ...args] = process.argv.slice(2);
const work = cases[name];
if (work === undefined) throw new Error(`no such case: ${name}`);
void work(...args).then(() => {
  // Kilobytes, everywhere that libuv knows.
  process.stdout.write(`peak ${process.resourceUsage().maxRSS * 1024}\n`);
});
