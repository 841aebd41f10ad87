import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as imapi2 from 'imapi2';
import {
  burnImage,
  burnModified,
  planBurn,
  resumeBurn,
  updateDisc,
  verifyRanges,
  type DiscRecorder,
  type Fault,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
  type RecorderLock,
  type VirtualControl,
} from 'imapi2';

import { driveIsGivenUp, nothingAlive } from '../support/nothing-alive';
import { prepareAppend, recordedDisc } from '../support/disc';
import { scratch } from '../support/scratch';

// Nothing here waits; a loaded machine needs its own time.
jest.setTimeout(120_000);

interface Subjects {
  readonly imapi: Imapi;
  readonly recorder: DiscRecorder;
  readonly lock: RecorderLock | null;
  readonly image: FileSystemImage;
  readonly result: ImageResult;
  readonly virtual: VirtualControl;
}

let disc: string;
let folder: string;
let iso: string;
beforeAll(async () => {
  disc = await recordedDisc();
  folder = scratch();
  iso = join(folder, 'small.iso');
  writeFileSync(iso, Buffer.alloc(2048 * 32, 1));
});
afterAll(nothingAlive);

const drain = async (stream: AsyncIterable<unknown>): Promise<void> => {
  for await (const chunk of stream) if (chunk === null) return;
};

/**
 * A call of every method and function, with arguments that are right, so that only the state of what it is called on can make
 * it fail. Functions that take hold of the drive for long are told to stop at once: how they go on is tested elsewhere.
 */
const signal = AbortSignal.abort('enough');
const calls: Record<string, (on: Subjects) => PromiseLike<unknown>> = {
  'Imapi.recorders': ({ imapi }) => imapi.recorders(),
  'Imapi.recorder': ({ imapi, recorder }) => imapi.recorder(recorder.info.id),
  'Imapi.watch': ({ imapi }) => imapi.watch({ signal }).next(),
  'Imapi.createImage': ({ imapi, recorder }) => imapi.createImage({ recorder }),
  'Imapi.validateImage': ({ imapi }) => imapi.validateImage(iso),
  'DiscRecorder.exclusiveOwner': ({ recorder }) => recorder.exclusiveOwner(),
  'DiscRecorder.media': ({ recorder }) => recorder.media(),
  'DiscRecorder.features': ({ recorder }) => recorder.features(),
  'DiscRecorder.waitUntilReady': ({ recorder }) => recorder.waitUntilReady({ timeout: 0 }),
  'DiscRecorder.lock': ({ recorder }) => recorder.lock(),
  'DiscRecorder.eject': ({ recorder }) => recorder.eject(),
  'DiscRecorder.closeTray': ({ recorder }) => recorder.closeTray(),
  'DiscRecorder.readSectors': ({ recorder }) => recorder.readSectors(0, 1),
  'DiscRecorder.erase': ({ recorder }) => recorder.erase({ signal }),
  'RecorderLock.release': async ({ lock }) => lock?.release(),
  'FileSystemImage.setVolumeName': ({ image }) => image.setVolumeName('OTHER'),
  'FileSystemImage.add': ({ image }) => image.add(Buffer.from('x'), '/x.txt'),
  'FileSystemImage.addTree': ({ image }) => image.addTree(folder, '/tree'),
  'FileSystemImage.createDirectory': ({ image }) => image.createDirectory('/folder/new'),
  'FileSystemImage.list': ({ image }) => image.list(),
  'FileSystemImage.remove': ({ image }) => image.remove('/stays.bin'),
  'FileSystemImage.createResult': ({ image }) => image.createResult(),
  'ImageResult.modifiedBlocks': ({ result }) => result.modifiedBlocks(),
  'ImageResult.streamBlockRanges': ({ result }) => result.streamBlockRanges(),
  'ImageResult.progressItems': ({ result }) => result.progressItems(),
  'ImageResult.stream': ({ result }) => drain(result.stream({ startLba: 0, endLba: 0 })),
  'ImageResult.saveAs': ({ result }) => result.saveAs(join(scratch(), 'saved.iso')),
  'VirtualControl.counter': ({ virtual }) => virtual.counter('objects'),
  'VirtualControl.addDrive': ({ virtual }) => virtual.addDrive({}),
  'VirtualControl.removeDrive': ({ virtual }) => virtual.removeDrive('no such drive'),
  'VirtualControl.writes': ({ virtual, recorder }) => virtual.writes(recorder.info.id),
  planBurn: ({ recorder, result }) => planBurn(recorder, result),
  verifyRanges: ({ recorder, result }) =>
    verifyRanges(recorder, result, { ranges: [{ startLba: 0, endLba: 15 }] }),
  burnModified: ({ recorder, result }) => burnModified(recorder, result, { signal }),
  burnImage: ({ recorder }) => burnImage(recorder, iso, { signal }),
  resumeBurn: ({ recorder }) => resumeBurn(recorder, join(folder, 'none.journal'), { signal }),
  updateDisc: ({ imapi, recorder }) => updateDisc(imapi, recorder, () => undefined, { signal }),
};
/** Closing is every state's way out: it never fails, however often. */
const closings: Record<string, (on: Subjects) => PromiseLike<unknown>> = {
  'ImageResult.close': ({ result }) => result.close(),
  'FileSystemImage.close': ({ image }) => image.close(),
  'DiscRecorder.close': ({ recorder }) => recorder.close(),
  'Imapi.close': ({ imapi }) => imapi.close(),
};
/** What concerns no drive and no handle, or makes the first of them; tested with its arguments elsewhere. */
const stateless =
  /^(open|isSupported|supportInfo|discMap|draw\w+|(de)?serializeError|\w+Error|BlockRangeList)$/;

async function outcome(call: PromiseLike<unknown>): Promise<string> {
  try {
    const value = await call;
    if (typeof value === 'object' && value !== null && 'close' in value) {
      await (value as { close(): Promise<void> }).close();
    } else if (typeof value === 'object' && value !== null && 'release' in value) {
      await (value as RecorderLock).release();
    }
    return 'ok';
  } catch (error) {
    const { code = '', operation, message } = error as Record<string, string>;
    expect(message).toMatch(/\w/);
    expect(code).toMatch(/^[A-Z]/);
    // AbortErrors are as Node's own are: they have none.
    expect(operation).toEqual(code === 'ABORT_ERR' ? undefined : expect.stringMatching(/\w/));
    return code;
  }
}

interface Opened extends Subjects {
  /** What the state needs to end. */
  readonly end?: () => Promise<unknown>;
}

/** A result of one image, and another image that has none. */
async function opened(faults: readonly Fault[] = []): Promise<Opened> {
  const copy = join(scratch(), 'copy.disc');
  copyFileSync(disc, copy);
  const { imapi, recorder, result } = await prepareAppend(copy, { faults });
  const image = await imapi.createImage({ recorder });
  if (imapi.virtual === null) throw new Error('the provider is not virtual');
  return { imapi, recorder, image, result, lock: null, virtual: imapi.virtual };
}

/** A burn that is inside IDiscFormat2Data::Write, and does not come out of it. */
async function hanging(
  cancelTimeout = 0,
): Promise<Opened & { burn: { readonly state: string }; cancel: () => Promise<unknown> }> {
  const write = 'IDiscFormat2Data::Write';
  const on = await opened([{ at: { call: write }, fail: 'hang' }]);
  const burn = burnModified(on.recorder, on.result, { cancelTimeout });
  const end = outcome(burn);
  while ((await on.virtual.counter(`calls:${write}`)) !== 1) expect(burn.state).toBe('running');
  const cancel = async (): Promise<void> => {
    burn.cancel();
    expect(await end).toBe('ERR_DRIVE_HUNG');
  };
  return { ...on, burn, cancel, end: cancel };
}

const states: Record<string, () => Promise<Opened>> = {
  open: opened,
  'locked by this program': async () => {
    const on = await opened();
    return { ...on, lock: await on.recorder.lock() };
  },
  'busy with a burn': () => hanging(),
  'drive given up': async () => {
    driveIsGivenUp();
    const on = await hanging();
    await on.cancel();
    return on;
  },
  'empty tray': async () => {
    const on = await opened();
    await on.recorder.eject();
    return on;
  },
  'image with a result': async () => {
    const on = await opened();
    const live = await on.image.createResult();
    return { ...on, end: () => live.close() };
  },
  'result spent': async () => {
    const on = await opened();
    await burnModified(on.recorder, on.result);
    return on;
  },
  // imapi.close() waits for a burn that is inside Write, which has until the time-out to come out.
  'shutting down': async () => {
    driveIsGivenUp();
    const { burn, cancel, ...on } = await hanging(3000);
    const closing = on.imapi.close();
    const end = async (): Promise<void> => {
      // All rows were in that state, and not in the one behind it.
      expect(burn.state).toBe('running');
      await cancel();
      await closing;
    };
    return { ...on, end };
  },
  closed: async () => {
    const on = await opened();
    for (const close of Object.values(closings)) await close(on);
    return on;
  },
  'parent closed': async () => {
    const on = await opened();
    await on.imapi.close();
    return on;
  },
};

const stopped = ['DiscRecorder.erase', 'burnModified', 'burnImage', 'resumeBurn', 'updateDisc'];
/** The drive was ejected and closed just before, and its medium is becoming ready; the stream reads the disc. */
const reading = [
  'DiscRecorder.readSectors',
  'FileSystemImage.createResult',
  'ImageResult.stream',
  'ImageResult.saveAs',
];
const changing = ['setVolumeName', 'add', 'addTree', 'createDirectory', 'remove'];
const withoutDrive = [
  'Imapi.recorders',
  'Imapi.watch',
  'RecorderLock.release',
  'VirtualControl.counter',
  'VirtualControl.addDrive',
  'VirtualControl.writes',
];
/** Wherever the handles are open: a drive that is not there, a file that is no image, a signal that was aborted. */
const always: Record<string, readonly string[]> = {
  ABORT_ERR: stopped,
  E_INVALIDARG: ['VirtualControl.removeDrive'],
  IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND: ['Imapi.validateImage'],
};
const ready = { ...always, E_IMAPI_RECORDER_MEDIA_BECOMING_READY: reading };
const done = { ok: ['Imapi.watch', 'RecorderLock.release'] };

/** By state: what all end with but the rows that are named with another end. */
const expected: Record<string, readonly [string, Record<string, readonly string[]>]> = {
  open: ['ok', ready],
  'locked by this program': ['ok', ready],
  'busy with a burn': ['ERR_BUSY', { ...always, ok: withoutDrive }],
  'drive given up': ['ERR_DRIVE_HUNG', { ...always, ok: withoutDrive }],
  'empty tray': [
    'ok',
    {
      ...ready,
      E_IMAPI_RECORDER_MEDIA_NO_MEDIA: [
        'Imapi.createImage',
        'DiscRecorder.media',
        'DiscRecorder.waitUntilReady',
      ],
    },
  ],
  'image with a result': [
    'ok',
    { ...ready, IMAPI_E_READONLY: changing.map((name) => `FileSystemImage.${name}`) },
  ],
  'result spent': ['ok', { ...ready, ERR_RESULT_SPENT: ['planBurn'] }],
  'shutting down': ['ERR_CLOSED', done],
  closed: ['ERR_CLOSED', done],
  'parent closed': ['ERR_CLOSED', done],
};

function expectedIn(state: string): Record<string, readonly string[]> {
  const [rest = '', others = {}] = expected[state] ?? [];
  const named = new Set(Object.values(others).flat());
  return { ...others, [rest]: Object.keys(calls).filter((name) => !named.has(name)) };
}

test('the table has a row for every method and every function', async () => {
  const { imapi, recorder, image, result, virtual } = await opened();
  const lock = await recorder.lock();
  const objects = {
    Imapi: imapi,
    DiscRecorder: recorder,
    RecorderLock: lock,
    FileSystemImage: image,
    ImageResult: result,
    VirtualControl: virtual,
  };
  const methods = Object.entries(objects).flatMap(([name, object]) => {
    const own = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object) as object);
    return Object.entries(own).flatMap(([key, { value }]) =>
      typeof value === 'function' && key !== 'constructor' ? [`${name}.${key}`] : [],
    );
  });
  const functions = Object.keys(imapi2).filter((name) => !stateless.test(name));
  expect([...methods, ...functions].sort()).toEqual(
    [...Object.keys(calls), ...Object.keys(closings)].sort(),
  );
  await imapi.close();
});

describe('every method ends as documented, in the state', () => {
  test.each(Object.entries(states))('%s', async (state, enter) => {
    const on = await enter();
    const seen: Record<string, string[]> = {};
    for (const [name, call] of Object.entries(calls)) {
      (seen[await outcome(call(on))] ??= []).push(name);
    }
    expect(seen).toEqual(expectedIn(state));
    await on.end?.();
    for (const close of Object.values(closings)) expect(await outcome(close(on))).toBe('ok');
  });
});
