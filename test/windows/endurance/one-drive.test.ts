import { expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { burnModified } from 'imapi2';

import { prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';
import { patience, size, tell } from './size';

jest.setTimeout(patience);

/** Adds so many files to the disc, one a burn, and comes again whenever somebody else has the disc. */
function rival(disc: string, name: string, burns: number): string {
  return `
const { open, updateDisc } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
const drives = [{ disc: ${JSON.stringify(disc)} }];
(async () => {
  let refused = 0;
  for (let done = 0; done < ${burns};) {
    let imapi = null;
    try {
      imapi = await open({ provider: 'virtual', drives });
    } catch (error) {
      if (error.code !== 'ERR_DISC_IN_USE') throw error;
      refused++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    const [drive] = await imapi.recorders();
    const recorder = await imapi.recorder(drive.id);
    await updateDisc(imapi, recorder, (image) => image.add(Buffer.from('x'), '/${name}/' + done + '.txt'));
    await imapi.close();
    done++;
    // So that the other has its turn.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { done: ${burns}, refused };
})().then(
  (result) => report(result),
  (error) => report({ code: error.code ?? null, message: String(error) }),
);
`;
}

const burns = size(2, 50);
const perDisc = 10;

async function inProcess(folder: string, name: string, script: string): Promise<unknown> {
  const file = join(folder, `${name}.js`);
  const log = join(folder, `${name}.log`);
  writeFileSync(file, `const report = (it) => console.log(JSON.stringify(it));\n${script}`);
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [file], { stdio: ['ignore', output, output] });
  const [status] = (await once(child, 'exit')) as [number | null];
  closeSync(output);
  return { status, said: readFileSync(log, 'utf8').trim() };
}

async function inWorker(script: string): Promise<unknown> {
  const worker = new Worker(
    `const report = (it) => require('node:worker_threads').parentPort.postMessage(JSON.stringify(it));\n${script}`,
    { eval: true },
  );
  const [said] = (await once(worker, 'message')) as [string];
  const [status] = (await once(worker, 'exit')) as [number];
  return { status, said };
}

test.each(['processes', 'worker threads'])(
  'two %s that fight for one drive each get it in the end, and meanwhile a clean ERR_DISC_IN_USE',
  async (kind) => {
    for (let left = burns; left > 0; left -= perDisc) {
      const disc = await recordedDisc();
      const folder = scratch();
      const each = Math.min(left, perDisc);
      const rivals = await Promise.all(
        ['one', 'two'].map((name) => {
          const script = rival(disc, name, each);
          return kind === 'processes' ? inProcess(folder, name, script) : inWorker(script);
        }),
      );
      tell(`${kind}: ${JSON.stringify(rivals)}`);
      const ended = {
        status: 0,
        said: expect.stringMatching(`^\\{"done":${each},"refused":\\d+\\}$`),
      };
      expect(rivals).toEqual([ended, ended]);
      const tree = await treeOnDisc(disc);
      expect(tree).toContain('/stays.bin');
      for (const name of ['one', 'two'])
        for (let round = 0; round < each; round++) expect(tree).toContain(`/${name}/${round}.txt`);
    }
  },
);

test('two handles of one drive: a second burn is ERR_BUSY, and the first is whole', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder, result } = await prepareAppend(disc, { speed: 2000 });
  const other = await imapi.recorder(recorder.info.id);
  const first = burnModified(recorder, result);
  const ends = await Promise.allSettled([first, burnModified(other, result), other.erase()]);
  expect(ends).toMatchObject([
    { status: 'fulfilled', value: { mode: 'modified' } },
    { status: 'rejected', reason: { code: 'ERR_BUSY' } },
    { status: 'rejected', reason: { code: 'ERR_BUSY' } },
  ]);
  await imapi.close();
  expect(await treeOnDisc(disc)).toContain('/new/added.bin');
});
