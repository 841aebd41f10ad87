import { describe, expect, jest, test } from '@jest/globals';
import {
  burnImage,
  burnModified,
  updateDisc,
  type DiscRecorder,
  type Fault,
  type Imapi,
} from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { openDisc, prepareAppend, recordedDisc, treeOnDisc, type Append } from '../support/disc';

jest.setTimeout(120_000);

/** Every call that a burn makes and that must not fail unnoticed. */
const vital = [
  'IDiscFormat2Data::get_CurrentPhysicalMediaType',
  'IDiscFormat2Data::get_CurrentMediaStatus',
  'IDiscFormat2::get_MediaHeuristicallyBlank',
  'IDiscFormat2::get_MediaPhysicallyBlank',
  'IDiscFormat2Data::get_TotalSectorsOnMedia',
  'IDiscFormat2Data::get_FreeSectorsOnMedia',
  'IDiscRecorder2::AcquireExclusiveAccess',
  'IDiscRecorder2::DisableMcn',
  'IDiscFormat2Data::put_ClientName',
  'IDiscFormat2Data::Write',
];
/** Calls whose failure must not make a burn fail. */
const tolerable = [
  'IDiscFormat2Data::get_WriteProtectStatus',
  'IDiscFormat2Data::get_NextWritableAddress',
  'IDiscFormat2Data::get_SupportedWriteSpeedDescriptors',
  'IDiscFormat2Data::get_CurrentWriteSpeed',
  'IDiscFormat2Data::get_MultisessionInterfaces',
  'IDiscRecorder2::EnableMcn',
  'IDiscRecorder2::ReleaseExclusiveAccess',
];

const counters = async ({ imapi }: Append, calls: readonly string[]): Promise<number[]> => {
  const counts: number[] = [];
  for (const call of calls) counts.push((await imapi.virtual?.counter(`calls:${call}`)) ?? NaN);
  return counts;
};

const sectorsWritten = async (imapi: Imapi, recorder: DiscRecorder): Promise<number> =>
  ((await imapi.virtual?.writes(recorder.info.id)) ?? []).reduce(
    (sum, { startLba, endLba }) => sum + endLba - startLba + 1,
    0,
  );

/**
 * How often each call has been made when the burn begins: the fault strikes the next one, but where Write makes that call
 * itself before we do.
 */
async function callsBefore(disc: string): Promise<Map<string, number>> {
  const append = await prepareAppend(disc);
  const calls = [...vital, ...tolerable];
  const counts = await counters(append, calls);
  await append.imapi.close();
  const ofWrite = (call: string): number =>
    call === 'IDiscRecorder2::ReleaseExclusiveAccess' ? 1 : 0;
  return new Map(calls.map((call, index) => [call, (counts[index] ?? NaN) + ofWrite(call)]));
}

async function burnWithFault(
  disc: string,
  call: string,
  nth: number,
  check: (append: Append) => Promise<void>,
): Promise<void> {
  const append = await prepareAppend(disc, { faults: [{ at: { call, nth }, fail: 'E_FAIL' }] });
  await check(append);
  const balance = [
    ['IDiscRecorder2::AcquireExclusiveAccess', 'IDiscRecorder2::ReleaseExclusiveAccess'],
    ['IDiscRecorder2::DisableMcn', 'IDiscRecorder2::EnableMcn'],
  ];
  for (const pair of balance) {
    const [taken = NaN, given = NaN] = await counters(append, pair);
    // The failing call counts too.
    const failed = pair.indexOf(call);
    expect(given - (failed === 1 ? 1 : 0)).toBe(taken - (failed === 0 ? 1 : 0));
  }
  expect(await append.recorder.exclusiveOwner()).toBeNull();
  await append.result.close();
  await append.image.close();
  await append.recorder.close();
  expect(await append.imapi.virtual?.counter('objects')).toBe(0);
  expect(await append.imapi.virtual?.counter('threads')).toBe(0);
  await append.imapi.close();
}

describe('a COM call that fails during a burn', () => {
  test('is named by the error, and the drive is given back', async () => {
    const disc = await recordedDisc();
    const before = await callsBefore(disc);
    for (const call of vital) {
      await burnWithFault(disc, call, (before.get(call) ?? 0) + 1, async ({ recorder, result }) => {
        const error = await failureOf(burnModified(recorder, result));
        expect({ call, code: error['code'], operation: error['operation'] }).toEqual({
          call,
          code: 'E_FAIL',
          operation: call,
        });
      });
    }
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });

  test.each(tolerable)('%s is no reason for the burn to fail', async (call) => {
    const disc = await recordedDisc();
    const before = await callsBefore(disc);
    await burnWithFault(disc, call, (before.get(call) ?? 0) + 1, async ({ recorder, result }) => {
      expect(await burnModified(recorder, result)).toMatchObject({ mode: 'modified' });
    });
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });
});

describe("a drive that can't be given back", () => {
  const refusals = (call: string, nth: number, times: number): Fault[] =>
    Array.from({ length: times }, (_, index) => ({
      at: { call, nth: nth + index },
      fail: 'E_IMAPI_RECORDER_MEDIA_BUSY',
    }));

  test.each([
    ['IDiscRecorder2::EnableMcn', 'Windows could not be told to notice changed discs again'],
    ['IDiscRecorder2::ReleaseExclusiveAccess', 'The drive could not be given back'],
  ])('is asked for some seconds, and then the report says so: %s', async (call, said) => {
    const disc = await recordedDisc();
    const nth = ((await callsBefore(disc)).get(call) ?? 0) + 1;
    for (const [times, warnings] of [
      [7, []],
      [8, [expect.stringContaining(said)]],
    ] as const) {
      const faults = refusals(call, nth, times);
      const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { faults });
      expect(await burnModified(recorder, result)).toMatchObject({ mode: 'modified', warnings });
      expect(await imapi.virtual?.counter(`calls:${call}`)).toBe(nth + 7);
      await imapi.close();
    }
  });
});

describe('an option of a burn that could not be taken back after it', () => {
  test('does not hold for the next: nothing is forced, and the disc is not closed', async () => {
    const disc = await recordedDisc('dvd+rw');
    const stuck = ['put_ForceOverwrite', 'put_ForceMediaToBeClosed'].map((name) => ({
      at: { call: `IDiscFormat2Data::${name}`, nth: 2 },
      fail: 'E_FAIL',
    }));
    const { imapi, recorder } = await openDisc(disc, {
      faults: stuck,
      switches: { 'range-list': 'ignored-when-forced' },
    });
    const whole = await imapi.createImage({ recorder, importPrevious: false });
    await whole.add(Buffer.from('first'), '/first.txt');
    const options = { overwrite: true, closeMedia: true };
    await burnImage(recorder, await whole.createResult(), options);
    const written = await sectorsWritten(imapi, recorder);

    const image = await imapi.createImage({ recorder });
    await image.add(Buffer.from('second'), '/second.txt');
    const result = await image.createResult();
    await burnModified(recorder, result);
    const modified = (await result.modifiedBlocks())?.blockCount ?? NaN;
    expect(await sectorsWritten(imapi, recorder)).toBe(written + modified);
    expect((await recorder.media()).states).not.toContain('finalized');
    await imapi.close();
  });
});

describe('events of a burn that cannot be unsubscribed from', () => {
  test('are told to nobody once it is over, and keep nothing alive', async () => {
    const disc = await recordedDisc();
    const call = 'IConnectionPoint::Unadvise';
    const clean = await prepareAppend(disc);
    const [unsubscribed = NaN] = await counters(clean, [call]);
    const before = unsubscribed + 1;
    await clean.imapi.close();
    const faults = [{ at: { call, nth: before }, fail: 'E_FAIL' }];
    const { imapi, recorder, result, image } = await prepareAppend(disc, { faults });
    const fractions: number[] = [];
    await burnModified(recorder, result, {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    const told = fractions.length;
    await result.close();
    await image.close();
    await updateDisc(imapi, recorder, (next) => next.add(Buffer.from('more'), '/more.txt'));
    expect(fractions).toHaveLength(told);
    // And then, as after every test: nothing of the drive is alive.
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(expect.arrayContaining(['/more.txt', '/new/added.bin']));
  });
});

describe('a drive that is held by somebody else', () => {
  test('is E_IMAPI_RECORDER_LOCKED, with the name of who holds it', async () => {
    const disc = await recordedDisc();
    const call = 'IDiscRecorder2::AcquireExclusiveAccess';
    const { imapi, recorder, result } = await prepareAppend(disc, {
      faults: [{ at: { call, nth: 2 }, fail: 'E_IMAPI_RECORDER_LOCKED' }],
    });
    const lock = await recorder.lock();
    const owner = await recorder.exclusiveOwner();
    expect(owner).not.toBeNull();
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({ code: 'E_IMAPI_RECORDER_LOCKED', operation: call });
    expect(error.message).toContain(`'${owner ?? ''}'`);
    await lock.release();
    expect(await recorder.exclusiveOwner()).toBeNull();
    await burnModified(recorder, result);
    await imapi.close();
  });
});

describe('a disc that is taken out before the read-back', () => {
  test("is the drive's answer, and not a disc full of differences", async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc);
    const ranges = (await result.modifiedBlocks())?.length ?? NaN;
    expect(ranges).toBeGreaterThan(0);
    const read = 'calls:IDiscRecorder2Ex::SendCommandGetDataFromDevice';
    const before = await imapi.virtual?.counter(read);
    await burnModified(recorder, result);
    const during = ((await imapi.virtual?.counter(read)) ?? NaN) - (before ?? NaN);
    await imapi.close();

    const again = await recordedDisc();
    const nth = (before ?? NaN) + during;
    const faults = [{ at: { call: read.slice(6), nth }, fail: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA' }];
    const second = await prepareAppend(again, { faults });
    expect(await failureOf(burnModified(second.recorder, second.result))).toMatchObject({
      name: 'BurnError',
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
      discState: 'complete',
    });
    await second.imapi.close();
  });
});

describe('the two opens of one disc file', () => {
  test('exclude each other until the first is closed', async () => {
    const disc = await recordedDisc();
    const first = await openDisc(disc);
    expect(await failureOf(openDisc(disc))).toMatchObject({ code: 'ERR_DISC_IN_USE' });
    await first.imapi.close();
    await (await openDisc(disc)).imapi.close();
  });
});
