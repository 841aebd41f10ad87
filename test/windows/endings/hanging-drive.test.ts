import { describe, expect, jest, test } from '@jest/globals';
import {
  burnModified,
  planBurn,
  verifyRanges,
  type DiscRecorder,
  type Fault,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
  type Operation,
} from 'imapi2';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { failureOf } from '../../jest/failure-of';
import { addFiles, recordedDisc } from '../support/disc';
import { nothingAlive } from '../support/nothing-alive';
import { openDrive } from '../support/open-drive';
import { packageRoot, runScript } from '../support/run-script';
import { sectorsOf } from '../support/sectors';

jest.setTimeout(120_000);

/** A drive that never comes back from a call, whatever kind of call it is: who closes or cancels is let go in time. */

interface Scene {
  readonly imapi: Imapi;
  readonly recorder: DiscRecorder;
  readonly image: FileSystemImage;
  readonly result: ImageResult;
}
type Act = (scene: Scene) => PromiseLike<unknown>;

const read = 'IDiscRecorder2Ex::SendCommandGetDataFromDevice';
/** The call that hangs, of those that the operation makes itself; what is called. */
const operations: Record<string, readonly [string, Act]> = {
  exclusiveOwner: [
    'IDiscRecorder2::get_ExclusiveAccessOwner',
    ({ recorder }) => recorder.exclusiveOwner(),
  ],
  media: ['IDiscFormat2Data::get_CurrentMediaStatus', ({ recorder }) => recorder.media()],
  features: ['IDiscRecorder2::get_SupportedProfiles', ({ recorder }) => recorder.features()],
  waitUntilReady: [
    'IDiscRecorder2Ex::SendCommandNoData',
    ({ recorder }) => recorder.waitUntilReady(),
  ],
  lock: ['IDiscRecorder2::AcquireExclusiveAccess', ({ recorder }) => recorder.lock()],
  eject: ['IDiscRecorder2::EjectMedia', ({ recorder }) => recorder.eject()],
  closeTray: ['IDiscRecorder2::CloseTray', ({ recorder }) => recorder.closeTray()],
  readSectors: [read, ({ recorder }) => recorder.readSectors(0, 1)],
  erase: ['IDiscFormat2Erase::EraseMedia', ({ recorder }) => recorder.erase()],
  'createImage, importing': [
    'IFileSystemImage::ImportFileSystem',
    ({ imapi, recorder }) => imapi.createImage({ recorder }),
  ],
  'createImage, reading what it imports': [
    read,
    ({ imapi, recorder }) => imapi.createImage({ recorder }),
  ],
  add: ['IFileSystemImage::CreateFileItem', ({ image }) => image.add(Buffer.from('x'), '/x.txt')],
  list: ['IFsiDirectoryItem::get_EnumFsiItems', ({ image }) => image.list()],
  createResult: ['IFileSystemImage::CreateResultImage', ({ image }) => image.createResult()],
  modifiedBlocks: [
    'IFileSystemImageResult2::get_ModifiedBlocks',
    ({ result }) => result.modifiedBlocks(),
  ],
  stream: ['IStream::Read', ({ result }) => buffer(result.stream())],
  planBurn: [
    'IDiscFormat2Data::get_CurrentPhysicalMediaType',
    ({ recorder, result }) => planBurn(recorder, result),
  ],
  verifyRanges: [read, ({ recorder, result }) => verifyRanges(recorder, result)],
  'burnModified, preparing': [
    'IDiscRecorder2::AcquireExclusiveAccess',
    ({ recorder, result }) => burnModified(recorder, result),
  ],
  'burnModified, writing': [
    'IDiscFormat2Data::Write',
    ({ recorder, result }) => burnModified(recorder, result),
  ],
};

/** An image, and the result of another one. */
async function openScene(
  disc: string,
  faults: readonly Fault[],
  hangTimeout: number,
): Promise<Scene> {
  const opened = await openDrive({ drives: [{ disc }], faults, hangTimeout });
  const { imapi, recorder } = opened;
  const first = await imapi.createImage({ recorder });
  await addFiles(first, { '/new.txt': 'new' });
  const result = await first.createResult();
  return { ...opened, result, image: await imapi.createImage({ recorder }) };
}

const callsOf = async ({ imapi }: Scene, call: string): Promise<number> =>
  (await imapi.virtual?.counter(`calls:${call}`)) ?? NaN;

/** Begins it in a drive that will hang, once it is inside that call. */
async function hanging(
  [call, act]: readonly [string, Act],
  hangTimeout: number,
): Promise<
  Scene & {
    readonly disc: string;
    readonly failure: Promise<Record<string, unknown>>;
    readonly under: unknown;
  }
> {
  const disc = await recordedDisc();
  const counted = await openScene(disc, [], hangTimeout);
  const nth = (await callsOf(counted, call)) + 1;
  await counted.imapi.close();
  const scene = await openScene(disc, [{ at: { call, nth }, fail: 'hang' }], hangTimeout);
  const under = act(scene);
  const failure = failureOf(under);
  while ((await callsOf(scene, call)) < nth) await new Promise((done) => setImmediate(done));
  return { ...scene, disc, failure, under };
}

describe('close() gives up, after hangTimeout, a drive that hangs in', () => {
  test.each(Object.entries(operations))('%s', async (_, operation) => {
    const { imapi, failure } = await hanging(operation, 100);
    await imapi.close();
    // A stream is ended by the close itself.
    expect((await failure)['code']).toMatch(/^(ERR_DRIVE_HUNG|ERR_CLOSED)$/);
    // With the virtual session the hang ends: what its call held is given back (disc.ts looks, after each test).
  });
});

describe('a cancel gives up, after hangTimeout, a drive that hangs in', () => {
  test.each([
    'createImage, importing',
    'createImage, reading what it imports',
    'createResult',
    'verifyRanges',
    'burnModified, preparing',
    'burnModified, writing',
  ])('%s, and its recorder refuses further work', async (name) => {
    const [call, act] = operations[name] ?? ['', () => Promise.resolve()];
    const { imapi, recorder, failure, under } = await hanging([call, act], 100);
    expect((under as Operation<unknown, unknown>).cancel()).toBe(true);
    expect(await failure).toMatchObject({ code: 'ERR_DRIVE_HUNG', operation: expect.any(String) });
    expect(await failureOf(recorder.media())).toMatchObject({ code: 'ERR_DRIVE_HUNG' });
    await imapi.close();
  });
});

describe('cancelled before it begins, behind a call that hangs,', () => {
  const waiting: Record<string, (scene: Scene) => Operation<unknown, unknown>> = {
    burnModified: ({ recorder, result }) => burnModified(recorder, result),
    verifyRanges: ({ recorder, result }) => verifyRanges(recorder, result),
    erase: ({ recorder }) => recorder.erase(),
  };
  test.each(Object.entries(waiting))('%s ends at once, and gives nothing up', async (_, act) => {
    const scene = await hanging(operations['media'] ?? ['', () => Promise.resolve()], 100);
    const { imapi, recorder, disc, failure } = scene;
    const before = sectorsOf(disc);
    const operation = act(scene);
    const ended = failureOf(operation);
    expect(await failureOf(recorder.media())).toMatchObject({ code: 'ERR_BUSY' });
    expect(operation.cancel('no more')).toBe(true);
    expect(await ended).toMatchObject({ code: 'ABORT_ERR', cause: 'no more' });
    // The drive is not on lease any more, and still everybody's who has it open: another one waits its turn.
    const next = act(scene);
    const withdrawn = failureOf(next);
    expect(next.cancel()).toBe(true);
    expect(await withdrawn).toMatchObject({ code: 'ABORT_ERR' });
    await imapi.close();
    expect(await failure).toMatchObject({ code: 'ERR_DRIVE_HUNG' });
    // The hang has ended, and what was withdrawn came to its turn.
    await nothingAlive();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

/**
 * In a process of its own, which has to end by itself while the drive still hangs: nothing here closes the Imapi unless that
 * waits for the very call, because with the virtual session its hangs end.
 */
const beginning = `
const { open, updateDisc } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
const codeOf = (promise) => Promise.resolve(promise).then(() => 'success', ({ code }) => code);
const callsOf = (imapi, call) => imapi.virtual.counter('calls:' + call);
const openImapi = (faults) => open({ provider: 'virtual', drives: [{ disc: process.argv[2] }], faults, hangTimeout: 100 });
const openRecorder = async (imapi) => imapi.recorder((await imapi.recorders())[0].id);
const openScene = async (imapi) => {
  const recorder = await openRecorder(imapi);
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.alloc(1e6), '/new.bin');
  return { recorder, image, result: await image.createResult() };
};
// The number of a call that the drive's opening is the last to make, or the scene's does not make any more.
const countedIn = async (call, make) => {
  const imapi = await openImapi([]);
  await make(imapi);
  const calls = await callsOf(imapi, call);
  await imapi.close();
  return calls;
};
const inside = async (imapi, call, nth) => {
  while ((await callsOf(imapi, call)) < nth) await new Promise(setImmediate);
};
const whileOpening = async (act) => {
  const call = 'IDiscRecorder2::get_VendorId';
  const nth = await countedIn(call, openRecorder);
  const imapi = await openImapi([{ at: { call, nth }, fail: 'hang' }]);
  return act(imapi, () => inside(imapi, call, nth));
};
const behindScene = async (call, act) => {
  const nth = 1 + (await countedIn(call, openScene));
  const imapi = await openImapi([{ at: { call, nth }, fail: 'hang' }]);
  return act(imapi, await openScene(imapi), () => inside(imapi, call, nth));
};
`;
const inAProcess: Record<string, readonly [string, unknown]> = {
  'the list of drives': [
    `const imapi = await openImapi([{ at: { call: 'IDiscMaster2::get_Count' }, fail: 'hang' }]);
     const asked = codeOf(imapi.recorders());
     await imapi.close();
     return [await asked];`,
    ['ERR_DRIVE_HUNG'],
  ],
  'a drive being opened': [
    `return whileOpening(async (imapi, inside) => {
       const asked = codeOf(openRecorder(imapi));
       await inside();
       await imapi.close();
       return [await asked];
     });`,
    ['ERR_DRIVE_HUNG'],
  ],
  'a drive being opened for a watch': [
    `return whileOpening(async (imapi, inside) => {
       const watch = imapi.watch();
       await inside();
       await watch.return();
       await imapi.close();
       return ['left'];
     });`,
    ['left'],
  ],
  'a stream that is left': [
    `return behindScene('IStream::Read', async (imapi, { result, recorder }, inside) => {
       const stream = result.stream();
       const closed = new Promise((closed) => stream.on('close', closed));
       stream.resume();
       await inside();
       stream.destroy();
       await closed;
       return [await codeOf(recorder.media())];
     });`,
    ['ERR_DRIVE_HUNG'],
  ],
  'a stream of a result that is closed': [
    `return behindScene('IStream::Read', async (imapi, { result }, inside) => {
       const stream = result.stream().resume();
       const failed = new Promise((failed) => stream.on('error', ({ code }) => failed(code)));
       await inside();
       await result.close();
       return [await failed];
     });`,
    ['ERR_CLOSED'],
  ],
  'a save that is cancelled': [
    `const files = () => require('node:fs').readdirSync(require('node:path').dirname(process.argv[2]));
     return behindScene('IStream::Read', async (imapi, { result }, inside) => {
       const before = files().length;
       const saved = result.saveAs(process.argv[2] + '.iso');
       const code = codeOf(saved);
       await inside();
       saved.cancel();
       const codes = [await code];
       while (files().length > before) await new Promise(setImmediate);
       return codes;
     });`,
    ['ERR_DRIVE_HUNG'],
  ],
  'a save of a result that is closed': [
    `return behindScene('IStream::Read', async (imapi, { result }, inside) => {
       const code = codeOf(result.saveAs(process.argv[2] + '.iso'));
       await inside();
       await result.close();
       return [await code];
     });`,
    ['ERR_DRIVE_HUNG'],
  ],
  'an update that asks for the medium': [
    `return behindScene('IDiscFormat2Data::get_CurrentMediaStatus', async (imapi, { recorder }, inside) => {
       const update = updateDisc(imapi, recorder, () => undefined);
       const code = codeOf(update);
       await inside();
       update.cancel();
       const codes = [await code];
       while ((await codeOf(recorder.media())) !== 'ERR_DRIVE_HUNG') await new Promise(setImmediate);
       return codes;
     });`,
    ['ABORT_ERR'],
  ],
  'an update that names the disc': [
    `return behindScene('IFileSystemImage::put_VolumeName', async (imapi, { recorder }, inside) => {
       const update = updateDisc(imapi, recorder, () => undefined, { volumeName: 'OTHER' });
       const code = codeOf(update);
       await inside();
       update.cancel();
       return [await code, await codeOf(recorder.media())];
     });`,
    ['ABORT_ERR', 'ERR_DRIVE_HUNG'],
  ],
};
describe('given up after hangTimeout, and the process ends:', () => {
  test.each(Object.entries(inAProcess))('%s', async (_, [body, expected]) => {
    const disc = await recordedDisc();
    const script = `process.argv[2] = ${JSON.stringify(disc)};
${beginning}
(async () => {${body}})().then((codes) => console.log(JSON.stringify({ codes })));`;
    const { status, result, output } = runScript(script);
    expect({ status, result, output }).toMatchObject({ status: 0, result: { codes: expected } });
  });
});

test('a drive that answers in time is not given up by a close', async () => {
  const disc = await recordedDisc();
  const scene = await openScene(disc, [], 60_000);
  const media = scene.recorder.media();
  await scene.imapi.close();
  expect(await media).toMatchObject({ type: 'dvd+rw' });
});
