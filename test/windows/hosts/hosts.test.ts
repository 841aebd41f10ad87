import { describe, expect, jest, test } from '@jest/globals';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { testIf } from '../../jest/test-if';
import { openDisc, recordedDisc, treeOnDisc } from '../support/disc';
import { burnScript, packageRoot, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

// Longer than a child process may take before it is ended, so that a hang shows its output.
jest.setTimeout(90_000);

const burned = { mode: 'modified', verified: 'ranges' };
const koffi = process.env['IMAPI2_TEST_KOFFI'] ?? '';

describe('the addon loads and burns', () => {
  test('in a copy of node.exe with another name, as Electron is one', async () => {
    const disc = await recordedDisc();
    const host = join(scratch(), 'application.exe');
    copyFileSync(process.execPath, host);
    const { status, result, output } = runScript(burnScript(disc), host);
    expect({ status, result, output }).toMatchObject({ status: 0, result: burned });
    expect(await treeOnDisc(disc)).toContain('/other.txt');
  });

  testIf(koffi !== '', 'koffi is there for x64 only')(
    'where the main thread is in a single-threaded apartment',
    async () => {
      const disc = await recordedDisc();
      const before = `
const ole32 = require(${JSON.stringify(koffi)}).load('ole32.dll');
const initialize = ole32.func('int32 __stdcall CoInitializeEx(void *reserved, uint32 flags)');
const COINIT_APARTMENTTHREADED = 2;
if (initialize(null, COINIT_APARTMENTTHREADED) !== 0) throw new Error('the main thread has an apartment already');`;
      const { status, result, output } = runScript(burnScript(disc, before));
      expect({ status, result, output }).toMatchObject({ status: 0, result: burned });
      expect(await treeOnDisc(disc)).toContain('/other.txt');
    },
  );

  test('in a worker thread, and again in a second one', async () => {
    const disc = await recordedDisc();
    for (let round = 0; round < 2; round++) {
      const script = burnScript(disc).replaceAll(
        'console.log(',
        "require('node:worker_threads').parentPort.postMessage(",
      );
      const worker = new Worker(script, { eval: true });
      const message = await new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      expect(message).toBe(JSON.stringify(burned));
      await new Promise((resolve) => worker.once('exit', resolve));
    }
    expect(await treeOnDisc(disc)).toContain('/other.txt');
  });
});

describe('a worker thread that is terminated in the middle of a burn', () => {
  test('gives the drive back: the process can use the disc, and the old session is there', async () => {
    const disc = await recordedDisc();
    const slow = burnScript(
      disc,
      '',
      `await burnModified(recorder, result, {
        onProgress: ({ action, blocksWritten }) => {
          if (action === 'writing' && blocksWritten > 0) require('node:worker_threads').parentPort.postMessage('writing');
        },
      })`,
    ).replace('drives: [{', 'drives: [{ speed: 30,');
    const worker = new Worker(slow, { eval: true });
    await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    const { imapi, recorder } = await openDisc(disc);
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/stays.bin');
  });
});

describe('a process', () => {
  test('is not kept alive by handles that nobody closed', async () => {
    const disc = await recordedDisc();
    const script = `
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] }).then(async (imapi) => {
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  await imapi.createImage({ recorder });
  console.log('{"open":true}');
});`;
    expect(runScript(script)).toMatchObject({ status: 0, result: { open: true } });
    expect(await treeOnDisc(disc)).toContain('/stays.bin');
  });

  test('that calls process.exit() in the middle of a burn ends, and leaves the old session', async () => {
    const disc = await recordedDisc();
    const exits = burnScript(
      disc,
      '',
      `await burnModified(recorder, result, {
        onProgress: ({ action, blocksWritten }) => { if (action === 'writing' && blocksWritten > 0) process.exit(7); },
      })`,
    ).replace('drives: [{', 'drives: [{ speed: 30,');
    expect(runScript(exits).status).toBe(7);
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });
});
