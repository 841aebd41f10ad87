import { describe, expect, jest, test } from '@jest/globals';
import { burnModified, open, type Fault } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { sectorsOf } from '../support/sectors';

jest.setTimeout(120_000);

describe('another program that holds the drive', () => {
  const acquire = 'IDiscRecorder2::AcquireExclusiveAccess';

  test.each([
    ['locked', 'E_IMAPI_RECORDER_LOCKED'],
    ['access-denied', 'E_ACCESSDENIED'],
  ])(
    'is named where the drive is %s, nothing is written, and then the burn succeeds',
    async (how, code) => {
      const disc = await recordedDisc();
      const before = sectorsOf(disc);
      const faults: Fault[] = [{ at: { call: acquire }, fail: 'lock', attempts: 1 }];
      const switches = { 'locked-drive': how };
      const { imapi, recorder, result } = await prepareAppend(disc, { faults, switches });
      const error = await failureOf(burnModified(recorder, result));
      expect(error).toMatchObject({ code, operation: acquire });
      expect(error.message).toContain('Other program');
      expect(sectorsOf(disc).equals(before)).toBe(true);
      expect(await burnModified(recorder, result)).toMatchObject({ mode: 'modified' });
      await imapi.close();
      expect(await treeOnDisc(disc)).toContain('/new/added.bin');
    },
  );

  test.each([
    ['locked', 'E_IMAPI_RECORDER_LOCKED'],
    ['access-denied', 'E_ACCESSDENIED'],
  ])('is named where it keeps the drive, although IMAPI2 has no text: %s', async (how, code) => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), {
      faults: [{ at: { call: acquire }, fail: 'lock' }],
      switches: { 'locked-drive': how, 'error-info': 'absent' },
    });
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({ code, operation: acquire });
    expect(error.message).toContain("The drive is held by 'Other program'.");
    await imapi.close();
  });

  test('that came and went in between is not noticed', async () => {
    const disc = await recordedDisc();
    const faults: Fault[] = [
      { at: { call: 'IDiscMaster2::get_Count' }, fail: 'lock' },
      { at: { call: 'IDiscRecorder2::InitializeDiscRecorder' }, fail: 'unlock' },
    ];
    const { imapi, recorder } = await openDisc(disc, { faults });
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
  });
});

describe('another disc in the drive than the image was made from', () => {
  const swap = (call: string, disc: string): Fault => ({ at: { call }, fail: 'swap-disc', disc });

  test.each(['IFileSystemImage::CreateResultImage', 'IDiscFormat2Data::Write'])(
    'is refused also once the drive is ready again, and stays as it was: %s',
    async (call) => {
      const [disc, other] = [await recordedDisc(), await recordedDisc()];
      const [before, otherBefore] = [sectorsOf(disc), sectorsOf(other)];
      const { imapi, recorder } = await openDisc(disc, { faults: [swap(call, other)] });
      const image = await imapi.createImage({ recorder });
      await image.add(Buffer.from('new'), '/new.txt');
      const burn = async (): Promise<unknown> => {
        await using result = await image.createResult();
        return await burnModified(recorder, result);
      };
      expect(await failureOf(burn())).toMatchObject({
        code: 'E_IMAPI_RECORDER_MEDIA_BECOMING_READY',
        retryable: true,
      });
      await recorder.waitUntilReady();
      expect(await failureOf(burn())).toMatchObject({ code: 'IMAPI_E_DISC_MISMATCH' });
      await imapi.close();
      expect(sectorsOf(disc).equals(before)).toBe(true);
      expect(sectorsOf(other).equals(otherBefore)).toBe(true);
    },
  );
});

describe('a tray that is opened by hand during a burn', () => {
  test('ends it, and the disc is the old one once it is back', async () => {
    const disc = await recordedDisc();
    const faults: Fault[] = [{ at: { sectorsWritten: 64 }, fail: 'eject' }];
    const { imapi, recorder, result, image } = await prepareAppend(disc, { faults });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
    expect(await failureOf(recorder.media())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
    await result.close();
    await image.close();
    await recorder.closeTray();
    await recorder.waitUntilReady();
    const again = await imapi.createImage({ recorder });
    expect((await again.list('/')).map(({ name }) => name)).toContain('goes.txt');
    await imapi.close();
  });
});

describe('a broken drive', () => {
  test.each(['IDiscRecorder2::InitializeDiscRecorder', 'IDiscRecorder2::*'])(
    'hides no other: %s',
    async (call) => {
      const imapi = await open({
        provider: 'virtual',
        drives: [
          {},
          { faults: [{ at: { call, every: true }, fail: 'E_IMAPI_RECORDER_COMMAND_TIMEOUT' }] },
          {},
        ],
      });
      const errors = (await imapi.recorders()).map(({ error }) => error?.code ?? null);
      expect(errors).toEqual([null, 'E_IMAPI_RECORDER_COMMAND_TIMEOUT', null]);
      await imapi.close();
    },
  );
});

describe('a fault of the session', () => {
  test('makes open itself fail, and leaves the disc free', async () => {
    const disc = await recordedDisc();
    const drives = [{ disc }];
    const call = 'IClassFactory::CreateInstance';
    const faults = [{ at: { call }, fail: 'REGDB_E_CLASSNOTREG' }];
    expect(await failureOf(open({ provider: 'virtual', drives, faults }))).toMatchObject({
      code: 'REGDB_E_CLASSNOTREG',
    });
    await (await open({ provider: 'virtual', drives })).close();
  });

  test('at a method that is mistyped is refused by name', async () => {
    const faults = [{ at: { call: 'IDiscFormat2Data::Wriet' }, fail: 'E_FAIL' }];
    for (const options of [{ faults }, { drives: [{ faults }] }]) {
      const error = await failureOf(open({ provider: 'virtual', ...options }));
      expect(error).toMatchObject({ code: 'E_INVALIDARG' });
      expect(error.message).toContain("'IDiscFormat2Data::Wriet'");
    }
  });
});

describe('progress events that go back', () => {
  test('never make the progress of a burn go back', async () => {
    const disc = await recordedDisc();
    const faults = [4, 5, 6].map((nth): Fault => {
      return { at: { call: 'DDiscFormat2DataEvents::Update', nth }, fail: 'backwards' };
    });
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const fractions: number[] = [];
    await burnModified(recorder, result, {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(await imapi.virtual?.counter('calls:DDiscFormat2DataEvents::Update')).toBeGreaterThan(5);
    await imapi.close();
  });
});

describe('a fault inside of IMAPI2', () => {
  test('tells which call of the client it hit, also through an event', async () => {
    const action = 'IDiscFormat2DataEventArgs::get_CurrentAction';
    const faults: Fault[] = [{ at: { call: action }, fail: 'E_FAIL' }];
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { faults });
    await burnModified(recorder, result);
    const faultsOf = async (call: string): Promise<number | undefined> =>
      await imapi.virtual?.counter(`faults:${call}`);
    for (const call of [action, 'DDiscFormat2DataEvents::Update', 'IDiscFormat2Data::Write'])
      expect([call, await faultsOf(call)]).toEqual([call, 1]);
    expect(await faultsOf('IDiscFormat2Data::put_Recorder')).toBe(0);
    await imapi.close();
  });
});

describe('two opens in one process', () => {
  test('share no drive, no fault, no counter and no switch', async () => {
    const [mine, theirs] = [await recordedDisc(), await recordedDisc()];
    const faults: Fault[] = [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_FAIL' }];
    const broken = await prepareAppend(mine, { faults });
    const whole = await prepareAppend(theirs, { switches: { 'write-figures': 'per-image' } });
    expect(broken.recorder.info.id).not.toBe(whole.recorder.info.id);
    expect(await whole.imapi.recorders()).toHaveLength(1);
    expect(await burnModified(whole.recorder, whole.result)).toMatchObject({ mode: 'modified' });
    const write = 'calls:IDiscFormat2Data::Write';
    expect(await broken.imapi.virtual?.counter(write)).toBe(0);
    expect(await failureOf(burnModified(broken.recorder, broken.result))).toMatchObject({
      code: 'E_FAIL',
    });
    expect(await whole.imapi.virtual?.counter(write)).toBe(1);
    await broken.imapi.close();
    // What one lets go of, the other still has.
    expect(await whole.recorder.exclusiveOwner()).toBeNull();
    await whole.imapi.close();
  });
});

describe('a HRESULT without a text of its own', () => {
  test('has that of a message table, with nothing in the place of an insert', async () => {
    const call = 'IFileSystemImage::CreateResultImage';
    const fail = 'IMAPI_E_DATA_TOO_BIG';
    const { imapi, recorder } = await openDisc(await recordedDisc(), {
      faults: [{ at: { call }, fail }],
      switches: { 'error-info': 'absent' },
    });
    const image = await imapi.createImage({ recorder });
    const error = await failureOf(image.createResult());
    expect(error).toMatchObject({ code: fail, operation: call });
    // imapi2fs.dll has the first words on Windows, imapi2-virtual.node where there is none.
    expect(error.message).toMatch(/file is too large for .*'\u2026'/);
    await imapi.close();
  });
});
