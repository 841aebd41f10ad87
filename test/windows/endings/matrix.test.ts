import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
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
  type ImageOptions,
  type ImageResult,
  type RecorderLock,
  type VirtualControl,
} from 'imapi2';

import { driveIsGivenUp, nothingAlive } from '../support/nothing-alive';
import { newDisc, openDisc, prepareAppend, recordedDisc, type OpenDisc } from '../support/disc';
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
  // Last, because the medium has to become ready after them.
  'DiscRecorder.eject': ({ recorder }) => recorder.eject(),
  'DiscRecorder.closeTray': ({ recorder }) => recorder.closeTray(),
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
async function opened(faults: readonly Fault[] = [], original = disc): Promise<Opened> {
  const copy = join(scratch(), 'copy.disc');
  copyFileSync(original, copy);
  const { imapi, recorder, result } = await prepareAppend(copy, { faults });
  const image = await imapi.createImage({ recorder });
  if (imapi.virtual === null) throw new Error('the provider is not virtual');
  return { imapi, recorder, image, result, lock: null, virtual: imapi.virtual };
}

/** The same with images that have nothing of the disc: it is blank, or takes nothing any more. */
async function openedFresh(
  { imapi, recorder }: OpenDisc,
  options: ImageOptions = { recorder },
): Promise<Opened> {
  const [image, other] = [await imapi.createImage(options), await imapi.createImage(options)];
  for (const each of [image, other]) await each.add(Buffer.from('stays'), '/stays.bin');
  const result = await other.createResult();
  if (imapi.virtual === null) throw new Error('the provider is not virtual');
  return { imapi, recorder, image, result, lock: null, virtual: imapi.virtual };
}

/** Something happens to the drive between two calls: when it is asked who has it, which no other row does. */
async function befallen(
  fail: string,
  more: Pick<Fault, 'disc'> = {},
): Promise<Opened & { readonly owner: string | null }> {
  const call = 'IDiscRecorder2::get_ExclusiveAccessOwner';
  const on = await opened([{ at: { call }, fail, ...more }]);
  return { ...on, owner: await on.recorder.exclusiveOwner() };
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
  // IMAPI2 can't stop an erase: closing gives up the drive.
  'being erased': async () => {
    driveIsGivenUp();
    const call = 'IDiscFormat2Erase::EraseMedia';
    const on = await opened([{ at: { call }, fail: 'hang' }]);
    const erase = on.recorder.erase({ hangTimeout: 100 });
    const ended = outcome(erase);
    while ((await on.virtual.counter(`calls:${call}`)) !== 1) expect(erase.state).toBe('running');
    const end = async (): Promise<void> => {
      expect(erase.state).toBe('running');
      await on.recorder.close();
      expect(await ended).toBe('ERR_DRIVE_HUNG');
    };
    return { ...on, end };
  },
  // Another image of the same drive, so that both are done by its worker, in turn.
  'being saved': async () => {
    const on = await opened();
    const source = join(scratch(), 'endless.bin');
    writeFileSync(source, '');
    truncateSync(source, 4_000_000_000);
    const large = await on.imapi.createImage({ media: 'dvd+rw', freeMediaBlocks: 0 });
    await large.add(source, '/endless.bin');
    const save = (await large.createResult()).saveAs(join(scratch(), 'endless.iso'));
    const ended = outcome(save);
    for await (const { blocks } of save) if (blocks > 0) break;
    const end = async (): Promise<void> => {
      expect(save.state).toBe('running');
      expect(save.cancel()).toBe(true);
      expect(await ended).toBe('ABORT_ERR');
    };
    return { ...on, end };
  },
  'being read': async () => {
    const on = await opened();
    const stream = on.result.stream();
    await once(stream, 'readable');
    const end = async (): Promise<void> => {
      expect(stream.destroyed).toBe(false);
      const closed = once(stream, 'close');
      stream.destroy();
      await closed;
    };
    return { ...on, end };
  },
  'another program holds the drive': async () => {
    const on = await befallen('lock');
    expect(on.owner).toBe('Other program');
    return on;
  },
  'disc swapped': async () => {
    const on = await befallen('swap-disc', { disc: await recordedDisc() });
    await on.recorder.waitUntilReady();
    return on;
  },
  'drive removed': async () => {
    const on = await opened();
    await on.virtual.removeDrive(on.recorder.info.id);
    return on;
  },
  'blank disc': async () => openedFresh(await openDisc(newDisc())),
  'write-once disc': async () => opened([], await recordedDisc('dvd+r')),
  'finalized disc': async () => {
    const finalized = await openDisc(newDisc(), { media: 'dvd+r' });
    const first = await openedFresh(finalized);
    await burnImage(first.recorder, first.result, { closeMedia: true });
    return openedFresh(finalized, { media: 'dvd+r' });
  },
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
/** What reads the disc, of an image that begins with it. */
const reading = [
  'DiscRecorder.readSectors',
  'FileSystemImage.createResult',
  'ImageResult.stream',
  'ImageResult.saveAs',
  'verifyRanges',
];
const changing = ['setVolumeName', 'add', 'addTree', 'createDirectory', 'remove'];
/** What concerns an image and no drive. */
const inMemory = [
  ...changing.map((name) => `FileSystemImage.${name}`),
  'FileSystemImage.list',
  'ImageResult.modifiedBlocks',
  'ImageResult.streamBlockRanges',
  'ImageResult.progressItems',
];
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
const done = { ok: ['Imapi.watch', 'RecorderLock.release'] };

/** By state: what all end with but the rows that are named with another end. */
const expected: Record<string, readonly [string, Record<string, readonly string[]>]> = {
  open: ['ok', always],
  'locked by this program': ['ok', always],
  'busy with a burn': ['ERR_BUSY', { ...always, ok: withoutDrive }],
  'being erased': ['ERR_BUSY', { ...always, ok: withoutDrive }],
  'being saved': ['ok', always],
  'being read': ['ok', always],
  'another program holds the drive': [
    'E_IMAPI_RECORDER_LOCKED',
    {
      ...always,
      ok: [...withoutDrive, ...inMemory, 'Imapi.recorder', 'DiscRecorder.exclusiveOwner'],
    },
  ],
  // The plan says what a burn would record, and the burn itself refuses the disc.
  'disc swapped': [
    'ok',
    {
      ...always,
      IMAPI_E_DISC_MISMATCH: [
        'planBurn',
        ...reading.filter((name) => name !== 'DiscRecorder.readSectors'),
      ],
    },
  ],
  'drive removed': [
    'E_DEVICE_NOT_CONNECTED',
    {
      ...always,
      // By the id of a drive that is there no more.
      E_INVALIDARG: ['VirtualControl.removeDrive', 'VirtualControl.writes'],
      ERR_UNKNOWN_DRIVE: ['Imapi.recorder'],
      // A drive that does not say who has it counts as free: some fail where nobody has.
      ok: [...withoutDrive, ...inMemory, 'DiscRecorder.exclusiveOwner'].filter(
        (name) => name !== 'VirtualControl.writes',
      ),
    },
  ],
  'blank disc': [
    'ok',
    {
      ...always,
      E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE: ['DiscRecorder.readSectors', 'verifyRanges'],
    },
  ],
  'write-once disc': ['ok', always],
  'finalized disc': ['ok', { ...always, ERR_NOT_APPENDABLE: ['Imapi.createImage', 'planBurn'] }],
  'drive given up': ['ERR_DRIVE_HUNG', { ...always, ok: withoutDrive }],
  'empty tray': [
    'ok',
    {
      ...always,
      E_IMAPI_RECORDER_MEDIA_NO_MEDIA: [
        'Imapi.createImage',
        'DiscRecorder.media',
        'DiscRecorder.waitUntilReady',
        'planBurn',
        ...reading,
      ],
    },
  ],
  'image with a result': [
    'ok',
    { ...always, IMAPI_E_READONLY: changing.map((name) => `FileSystemImage.${name}`) },
  ],
  'result spent': ['ok', { ...always, ERR_RESULT_SPENT: ['planBurn'] }],
  'shutting down': ['ERR_CLOSED', done],
  closed: ['ERR_CLOSED', done],
  'parent closed': ['ERR_CLOSED', done],
};

function expectedIn(state: string): Record<string, readonly string[]> {
  const [rest = '', others = {}] = expected[state] ?? [];
  const named = new Set(Object.values(others).flat());
  const all = { ...others, [rest]: Object.keys(calls).filter((name) => !named.has(name)) };
  const entries = Object.entries(all).map(([code, names]) => [code, [...names].sort()] as const);
  return Object.fromEntries(entries);
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
    for (const names of Object.values(seen)) names.sort();
    expect(seen).toEqual(expectedIn(state));
    await on.end?.();
    for (const close of Object.values(closings)) expect(await outcome(close(on))).toBe('ok');
  });
});
