import { describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { updateDisc, type BurnProgress, type FileSystemImage, type Imapi } from 'imapi2';

import { content, openDisc, recordedDisc, treeOnDisc } from '../support/disc';
import { packageRoot, runScript } from '../support/run-script';
import { failureOf } from '../../jest/failure-of';

jest.setTimeout(120_000);

/** What can end a program, or a part of it, in each phase of an update; and what must not. */

type Phase = BurnProgress['phase'];
const phases: readonly Phase[] = ['import', 'create', 'write', 'verify'];
/** So much that JavaScript hears of each phase before it is over. */
const addedBytes = 20_000_000;

const edit = (image: FileSystemImage): Promise<void> =>
  image.add(Buffer.alloc(addedBytes, 7), '/added.bin');

/** Read back, the new session is on the disc; before, the old one is. Between a burn's last sectors either may be. */
function expectedFile(phase: Phase): string | RegExp {
  if (phase === 'verify') return '/added.bin';
  return phase === 'write' ? /^\/(goes\.txt|added\.bin)$/ : '/goes.txt';
}
async function expectDisc(disc: string, phase: Phase): Promise<void> {
  const tree = await treeOnDisc(disc);
  expect(tree).toContain('/stays.bin');
  // The update adds and removes in one: which of both is there says which session is.
  expect(tree.filter((path) => path === '/goes.txt' || path === '/added.bin')).toEqual([
    expect.stringMatching(expectedFile(phase)),
  ]);
}

/** A program that updates the disc, and does something, once, when it hears of a phase. */
const program = (disc: string, phase: Phase, act: string): string => `
const { open, updateDisc } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
let done = false;
const act = () => { ${act} };
(async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const report = await updateDisc(imapi, recorder, async (image) => {
    await image.add(Buffer.alloc(${addedBytes}, 7), '/added.bin');
    await image.remove('/goes.txt');
  }, {
    onProgress: ({ phase }) => {
      if (done || phase !== ${JSON.stringify(phase)}) return;
      done = true;
      act();
    },
  });
  await imapi.close();
  console.log(JSON.stringify({ verified: report.verified }));
})();
`;

describe.each(phases)('in the phase %s of an update', (phase) => {
  test('process.exit() ends the process with its code, and leaves the disc readable', async () => {
    const disc = await recordedDisc();
    const { status, output } = runScript(program(disc, phase, 'process.exit(7);'));
    expect({ status, output }).toEqual({ status: 7, output: '' });
    await expectDisc(disc, phase);
  });

  test('an exception that nobody catches, thrown by the progress callback, does the same', async () => {
    const disc = await recordedDisc();
    const act = "throw new Error('a mistake of the program');";
    const { status, output } = runScript(program(disc, phase, act));
    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringContaining('a mistake of the program'),
    });
    await expectDisc(disc, phase);
  });

  test('a worker that is terminated gives the drive back to who comes next', async () => {
    const disc = await recordedDisc();
    const inWorker = program(
      disc,
      phase,
      "require('node:worker_threads').parentPort.postMessage(0);",
    );
    const script = `
const { Worker } = require('node:worker_threads');
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
(async () => {
  const worker = new Worker(${JSON.stringify(inWorker)}, { eval: true });
  await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await worker.terminate();
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const owner = await recorder.exclusiveOwner();
  await imapi.close();
  console.log(JSON.stringify({ owner }));
})();
`;
    const { status, result, output } = runScript(script);
    expect({ status, result, output }).toMatchObject({ status: 0, result: { owner: null } });
    await expectDisc(disc, phase);
  });

  test.each(['recorder', 'imapi'] as const)(
    'closing the %s ends it, and releases everything',
    async (which) => {
      const disc = await recordedDisc();
      const { imapi, recorder } = await openDisc(disc);
      const closing: Promise<void>[] = [];
      const update = updateDisc(imapi, recorder, edit, {
        onProgress: (progress) => {
          if (progress.phase === phase && closing.length === 0)
            closing.push({ recorder, imapi }[which].close());
        },
      });
      expect((await failureOf(update))['code']).toMatch(/^(ABORT_ERR|ERR_CLOSED)$/);
      expect(closing).toHaveLength(1);
      await Promise.all(closing);
      if (which === 'recorder') await expectNothingHeld(imapi);
      await imapi.close();
      rmSync(disc);
    },
  );

  test('opening the tray by hand fails it, and releases everything', async () => {
    const disc = await recordedDisc();
    const faults = [{ at: await trayPlace(phase), fail: 'eject' }];
    const { imapi, recorder } = await openDisc(disc, { faults });
    const error = await failureOf(updateDisc(imapi, recorder, edit));
    expect(error['code']).toMatch(
      /^(E_IMAPI_RECORDER_MEDIA_NO_MEDIA|E_IMAPI_RECORDER_MEDIA_BECOMING_READY|IMAPI_E_\w+)$/,
    );
    expect(await recorder.exclusiveOwner()).toBeNull();
    await recorder.close();
    await expectNothingHeld(imapi);
    await imapi.close();
  });
});

async function expectNothingHeld(imapi: Imapi): Promise<void> {
  for (const name of ['objects', 'threads', 'source-handles'])
    expect({ name, left: await imapi.virtual?.counter(name) }).toEqual({ name, left: 0 });
}

const read = 'IDiscRecorder2Ex::SendCommandGetDataFromDevice';
type At = { readonly call: string; readonly nth?: number } | { readonly sectorsWritten: number };

/** Where in the drive's life that phase is. */
async function trayPlace(phase: Phase): Promise<At> {
  switch (phase) {
    case 'import':
      return { call: 'IFileSystemImage::ImportFileSystem' };
    case 'create':
      return { call: 'IFileSystemImage::CreateResultImage' };
    case 'write':
      return { sectorsWritten: 4000 };
    case 'verify':
      return { call: read, nth: (await readsWithoutVerifying()) + 1 };
  }
}

async function readsWithoutVerifying(): Promise<number> {
  const { imapi, recorder } = await openDisc(await recordedDisc());
  await updateDisc(imapi, recorder, edit, { verify: 'none' });
  const reads = await imapi.virtual?.counter(`calls:${read}`);
  await imapi.close();
  return reads ?? NaN;
}

test('exceptions of a progress callback that the program catches itself do not stop the update in any phase', async () => {
  const disc = await recordedDisc();
  const script = `
const thrown = [];
process.on('uncaughtException', (error) => thrown.push(error.message));
process.on('exit', () => console.log(JSON.stringify({ thrown: [...new Set(thrown)].sort() })));
${program(disc, 'import', '').replace('if (done || phase !== "import") return;', 'throw new Error(phase);')}`;
  const { status, result, output } = runScript(script);
  expect({ status, result, output }).toMatchObject({
    status: 0,
    result: { thrown: [...phases].sort() },
    output: expect.stringContaining('{"verified":"ranges"}'),
  });
  await expectDisc(disc, 'verify');
});

test('leaving the loop over the progress does not stop it, whatever the phase', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder } = await openDisc(disc);
  const update = updateDisc(imapi, recorder, (image) => image.add(content(9, 2_000_000), '/a.bin'));
  const left = phases.map(async (phase) => {
    for await (const progress of update) if (progress.phase === phase) return phase;
    return null;
  });
  expect(await update).toMatchObject({ verified: 'ranges' });
  // The phases before the burn may pass between two looks; that of the burn can't.
  expect(await Promise.all(left)).toContain('write');
  await imapi.close();
  expect(await treeOnDisc(disc)).toContain('/a.bin');
});
