import { expect, jest, test } from '@jest/globals';
import { join } from 'node:path';

import { patience, seed, size, tell } from '../endurance/size';
import { openDisc, recordedDisc, treeOnDisc } from '../support/disc';
import { packageRoot, runScript } from '../support/run-script';

jest.setTimeout(patience);

/** What a worker thread does until it is ended: it burns, and calls into the addon as often as it can. */
function busyWorker(lib: string, disc: string): string {
  return `
const { open, burnModified } = require(${lib});
const { parentPort } = require('node:worker_threads');
(async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${disc}, speed: 200 }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.alloc(400000, 7), '/' + process.hrtime.bigint());
  const call = () => {
    for (let i = 0; i < 50; i++) {
      imapi.recorders().catch(() => undefined);
      recorder.media().catch(() => undefined);
    }
  };
  const burn = burnModified(recorder, await image.createResult(), { onProgress: call });
  burn.catch(() => undefined);
  parentPort.postMessage('burning');
  const again = () => {
    call();
    setImmediate(again);
  };
  again();
})().catch((error) => parentPort.postMessage(String(error.code)));
`;
}

test('workers that are terminated at any moment of a burn leave the process alive and the drive free', async () => {
  const disc = await recordedDisc();
  const lib = JSON.stringify(join(packageRoot, 'dist', 'index.js'));
  // After 300 ms the burn is over.
  const rounds = size(16, 200);
  const script = `
const { Worker } = require('node:worker_threads');
const source = ${JSON.stringify(busyWorker(lib, JSON.stringify(disc)))};
(async () => {
  const said = [];
  for (let round = 0; round < ${String(rounds)}; round++) {
    const worker = new Worker(source, { eval: true });
    said.push(await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    }));
    await new Promise((resolve) => setTimeout(resolve, (round * 37 + ${String(seed)}) % 300));
    await worker.terminate();
  }
  console.log(JSON.stringify({ said: [...new Set(said)], rounds: said.length }));
})();
`;
  const { status, result, output } = runScript(script, process.execPath, [], patience);
  tell(`workers: ${output}`);
  expect({ status, result, output }).toMatchObject({
    status: 0,
    // The next worker opens the same disc at once: the one before has given it back.
    result: { said: ['burning'], rounds },
  });
  const { imapi, recorder } = await openDisc(disc);
  expect(await recorder.exclusiveOwner()).toBeNull();
  await imapi.close();
  expect(await treeOnDisc(disc)).toContain('/stays.bin');
});
