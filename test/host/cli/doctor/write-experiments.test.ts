import { describe, expect, test } from '@jest/globals';

import type { Findings } from '#lib/cli/doctor/questions';
import { writeExperiments } from '#lib/cli/doctor/write-experiments';
import type { NativeBinding, NativeTask, NativeWriteObservation } from '#lib/native/binding';

import { failureOf } from '../../../jest/failure-of';
import { fakeContext } from '../../fakes/fake-context';
import { fakeHandle, fakeImapi, fakeInfo, fakeTask, type FakeTask } from '../../fakes/fake-binding';

const totalBlocks = 600;
/** The new session, and then two anchors. */
const list = Int32Array.of(512, 575, 256, 271, 0, 15);
const writing = 4;
const verifying = 7;
const me = 1;

const event = (
  lastWrittenLba: number,
  startLba = 512,
  sectorCount = 64,
): NativeWriteObservation['events'][number] => ({
  action: writing,
  startLba,
  sectorCount,
  lastWrittenLba,
});

/** A write that did all as it should. */
const plain: NativeWriteObservation = {
  hresult: 0,
  callingThread: me,
  eventThreads: [me],
  readThreads: [me],
  events: [event(540), event(575), event(271, 256, 16)],
  reads: [
    { action: writing, startLba: 512, endLba: 543 },
    { action: writing, startLba: 544, endLba: 575 },
    { action: writing, startLba: 256, endLba: 271 },
    { action: verifying, startLba: 512, endLba: 575 },
  ],
};

function done<Result>(result: Result): FakeTask<Result> {
  const task = fakeTask<Result>();
  task.resolve(result);
  return task;
}

const media = {
  type: 7,
  rewritable: true,
  blank: false,
  physicallyBlank: false,
  state: 1,
  writeProtect: 0,
  totalSectors: 16_384,
  freeSectors: 16_384,
  nextWritableAddress: 0,
  writeUnit: 16,
  writeSpeeds: [],
  currentWriteSpeed: null,
  warnings: [],
};

/** A drive and an IMAPI2FS that do nothing, and of which the writes were observed so. */
function calls(...observations: NativeWriteObservation[]): Partial<NativeBinding> {
  const state = { volumeName: '', freeMediaBlocks: 0 };
  return {
    openRecorder: () => Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo }),
    mediaInfo: () => Promise.resolve(media),
    createImage: () => done({ handle: fakeHandle('image'), state }),
    addToImage: () => Promise.resolve(state),
    createResult: () =>
      done({ handle: fakeHandle('result'), totalBlocks, blockSize: 2048, discId: '' }),
    modifiedBlocks: () => Promise.resolve(list),
    planBurn: () =>
      Promise.resolve({
        mode: 'modified',
        ranges: list,
        blocks: 96,
        imageBlocks: totalBlocks,
        writeUnit: 16,
        alignedBlocks: 96,
        estimatedTime: null,
        commitRanges: 2,
        fingerprint: '',
        warnings: [],
      }),
    observeWrite: () => {
      const [next = plain] = observations.splice(0, 1);
      return done(next);
    },
  };
}

async function findings(fakes: Partial<NativeBinding>): Promise<Findings> {
  const imapi = fakeImapi(fakes);
  return writeExperiments(fakeContext(), imapi, await imapi.recorder('E:'));
}

const of = (changes: Partial<NativeWriteObservation>): Promise<Findings> =>
  findings(calls({ ...plain, ...changes }));

describe('from a write that was observed it is learned', () => {
  test('in which order the ranges were recorded', async () => {
    expect((await of({}))['order-obeyed']).toEqual({
      outcome: 'yes',
      answer:
        'By the events the drive was at ranges 1, 2. The stream was read in this order: 512-575, 256-271.',
    });
    expect((await of({ events: [event(271), event(540)] }))['order-obeyed']).toMatchObject({
      outcome: 'no',
      answer: expect.stringContaining('ranges 2, 1.'),
    });
    // Of another action, and outside of every range.
    const odd = [{ ...event(271), action: verifying }, event(5000)];
    expect((await of({ events: odd }))['order-obeyed']).toMatchObject({
      outcome: 'seen',
      answer: expect.stringContaining('too few'),
    });
  });

  test.each([
    [[], 'No call came.'],
    [[me], 'On the thread that called Write.'],
    [[2, 3], 'On 2 thread(s) other than the one that called Write.'],
    [[me, 2], 'On the thread that called Write, and on 1 other(s).'],
  ])('on which threads, of %j', async (threads, answer) => {
    const found = await of({ eventThreads: threads, readThreads: threads });
    expect([found['event-thread'], found['read-thread']]).toEqual([
      { outcome: 'seen', answer },
      { outcome: 'seen', answer },
    ]);
  });

  test.each([
    [[], /^No event came/],
    [[event(540), event(271, 256, 16)], /^The range at hand: 512\+64, 256\+16 /],
    [[event(540, 0, totalBlocks)], /^The whole image: 0\+600 /],
    [[event(540, 512, 1)], /^Something else: 512\+1 /],
  ])('what the figures of the events count', async (events, answer) => {
    expect((await of({ events }))['write-figures']).toEqual({
      outcome: 'seen',
      answer: expect.stringMatching(answer),
    });
  });

  test.each([
    [[], /was not read while it verified/],
    [[{ action: verifying, startLba: 512, endLba: 575 }], /^Only the ranges: 64 of 600 /],
    [[{ action: verifying, startLba: 0, endLba: 599 }], /^More than the ranges: 600 of 600 /],
  ])('what full verification reads', async (reads, answer) => {
    expect((await of({ reads }))['full-verification']?.answer).toMatch(answer);
  });

  test('a dozen stretches at the most, and that there were more', async () => {
    const reads = Array.from({ length: 20 }, (_, index) => ({
      action: writing,
      startLba: 100 * index,
      endLba: 100 * index + 9,
    }));
    expect((await of({ reads }))['order-obeyed']?.answer).toMatch(/1100-1109, …\.$/);
  });

  test('that a refused append is no answer to anything else', async () => {
    expect(await of({ hresult: 0x80004005 })).toEqual({
      'append-without-force': {
        outcome: 'no',
        answer: 'IDiscFormat2Data::Write gave 0x80004005.',
      },
      'drive-list-alignment': expect.objectContaining({ outcome: 'yes' }),
      'drive-list-order': expect.objectContaining({ outcome: 'yes' }),
      'forced-list': expect.objectContaining({ outcome: 'no' }),
      'power-loss': expect.objectContaining({ outcome: 'not-possible' }),
    });
  });

  test('whether ForceOverwrite makes it record the whole image', async () => {
    const whole = { ...plain, reads: [{ action: writing, startLba: 0, endLba: 599 }] };
    expect((await findings(calls(plain, whole)))['forced-list']).toEqual({
      outcome: 'yes',
      answer: expect.stringContaining('600 of 600 sectors'),
    });
    expect((await findings(calls(plain)))['forced-list']).toMatchObject({ outcome: 'no' });
    const refused = { ...plain, hresult: 0x80070005 };
    expect((await findings(calls(plain, refused)))['forced-list']).toEqual({
      outcome: 'not-possible',
      answer: 'IDiscFormat2Data::Write gave 0x80070005.',
    });
  });
});

describe('a write test', () => {
  test('writes nothing where the image names no ranges', async () => {
    const fakes = { ...calls(), modifiedBlocks: () => Promise.resolve(null) };
    expect(await findings(fakes)).toEqual({
      'append-without-force': {
        outcome: 'not-possible',
        answer: 'The image names no modified blocks.',
      },
      'power-loss': expect.objectContaining({ outcome: 'not-possible' }),
    });
  });

  test('says where only the first append had ranges', async () => {
    const lists = [list];
    const fakes = { ...calls(), modifiedBlocks: () => Promise.resolve(lists.shift() ?? null) };
    expect((await findings(fakes))['forced-list']).toMatchObject({
      outcome: 'not-possible',
      answer: expect.stringContaining('After the first append'),
    });
  });

  test('gives a blank disc a first session to append to', async () => {
    const burned: string[] = [];
    const context = fakeContext();
    const fakes: Partial<NativeBinding> = {
      ...calls(),
      mediaInfo: () => Promise.resolve({ ...media, blank: true }),
      burn: (_recorder, _result, options, onProgress) => {
        burned.push(options.mode);
        onProgress({
          phase: 'write',
          action: writing,
          fraction: 0.5,
          blocksWritten: 1,
          blocksTotal: 2,
          rangeIndex: 0,
          rangeCount: 1,
          lastWrittenLba: 0,
          file: null,
          elapsed: 0,
          remaining: null,
          speed: null,
          bufferFill: null,
        });
        return done({
          mode: 'whole',
          ranges: 1,
          blocksPlanned: 2,
          blocksWritten: 2,
          imageBlocks: 2,
          verified: 'ranges',
          elapsed: 1,
          warnings: [],
        });
      },
    };
    const imapi = fakeImapi(fakes);
    const found = await writeExperiments(context, imapi, await imapi.recorder('E:'));
    expect(burned).toEqual(['whole']);
    expect(found['append-without-force']).toMatchObject({ outcome: 'yes' });
    expect(context.said[0]).toBe('Write test: a first session on the blank disc.');
    expect(context.shown.map(({ fraction }) => fraction)).toEqual([0.5, 1]);
  });

  test('that is stopped cancels the write, waits for its end, and is no finding', async () => {
    const control = new AbortController();
    const reason = new Error('SIGINT');
    const task = fakeTask<NativeWriteObservation>();
    const observeWrite = (): NativeTask<NativeWriteObservation> => {
      setImmediate(() => {
        control.abort(reason);
      });
      return {
        promise: task.promise,
        cancel: () => {
          task.resolve({ ...plain, hresult: 0xc0aa0002 });
          return task.cancel();
        },
      };
    };
    const imapi = fakeImapi({ ...calls(), observeWrite });
    const recorder = await imapi.recorder('E:');
    const test = writeExperiments(fakeContext(null, control.signal), imapi, recorder);
    expect(await failureOf(test)).toBe(reason);
    expect(task.cancelled()).toBe(true);
  });
});
