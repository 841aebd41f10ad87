import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  BurnAbortedError,
  BurnError,
  burnImage,
  burnModified,
  type BurnProgress,
  type Fault,
} from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { newDisc, openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { isoDisc } from '../support/iso-disc';
import { driveIsGivenUp } from '../support/nothing-alive';
import { sectorsOf } from '../support/sectors';

const firstTree = [
  '/changes.txt',
  '/empty.txt',
  '/folder/',
  '/folder/deep/',
  '/folder/deep/file.bin',
  '/goes.txt',
  '/stays.bin',
];
const isWriting = ({ action, blocksWritten }: BurnProgress): boolean =>
  action === 'writing' && blocksWritten > 0;

describe('a burn that is cancelled while it writes', () => {
  test('rejects with a BurnAbortedError, gives the drive back, and leaves the old session readable', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, { speed: 30 });
    const controller = new AbortController();
    const reason = new Error('the user closed the window');
    const burn = burnModified(recorder, result, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (isWriting(progress)) controller.abort(reason);
      },
    });
    const error = await failureOf(burn);
    expect(error).toBeInstanceOf(BurnAbortedError);
    expect(error).toMatchObject({
      name: 'AbortError',
      code: 'ABORT_ERR',
      cause: reason,
      discState: 'old-session-valid',
    });
    expect(error['driveError']).toMatchObject({
      code: 'E_IMAPI_REQUEST_CANCELLED',
      operation: 'IDiscFormat2Data::Write',
    });
    expect(burn.state).toBe('settled');
    expect(await recorder.exclusiveOwner()).toBeNull();
    await (await recorder.lock()).release();
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(firstTree);
  });

  test('can be burned again afterwards, from a new image', async () => {
    const disc = await recordedDisc();
    const cut = await prepareAppend(disc, { speed: 30 });
    const burn = burnModified(cut.recorder, cut.result);
    for await (const progress of burn) {
      if (!isWriting(progress)) continue;
      expect(burn.cancel('enough')).toBe(true);
      expect(burn.state).toBe('cancelling');
      break;
    }
    expect(await failureOf(burn)).toMatchObject({ code: 'ABORT_ERR', cause: 'enough' });
    await cut.imapi.close();
    const again = await prepareAppend(disc);
    await burnModified(again.recorder, again.result);
    await again.imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('by closing its drive ends before the close does', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, { speed: 30 });
    const closing: Promise<void>[] = [];
    const burn = burnModified(recorder, result, {
      onProgress: (progress) => {
        if (isWriting(progress) && closing.length === 0) closing.push(recorder.close());
      },
    });
    expect(await failureOf(burn)).toMatchObject({ code: 'ABORT_ERR' });
    await Promise.all(closing);
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(firstTree);
  });
});

describe('a burn of our own stream that is cancelled', () => {
  const slow = { speed: 60, sectors: 2048 };
  const noEvent = Array.from({ length: 40 }, (_, index): Fault => {
    return { at: { call: 'DDiscFormat2DataEvents::Update', nth: index + 1 }, fail: 'E_FAIL' };
  });
  let iso: string;
  beforeAll(async () => {
    iso = (await isoDisc()).iso;
  });

  async function cancelled(
    faults: readonly Fault[],
    streamFailure: string,
  ): Promise<[Error & Record<string, unknown>, number | undefined]> {
    const switches = { 'stream-reads': 'calling-thread', 'stream-failure': streamFailure };
    const { imapi, recorder } = await openDisc(newDisc(), { ...slow, faults, switches });
    const burn = burnImage(recorder, iso);
    while ((await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')) !== 1) {
      expect(burn.state).toBe('running');
    }
    burn.cancel('enough');
    const error = await failureOf(burn);
    const calls = await imapi.virtual?.counter('calls:IDiscFormat2Data::CancelWrite');
    await imapi.close();
    return [error, calls];
  }

  test.each(['passed-on', 'loss-of-streaming'])(
    'is stopped by CancelWrite, not by its stream: %s',
    async (streamFailure) => {
      const [error, calls] = await cancelled([], streamFailure);
      expect(error).toMatchObject({ code: 'ABORT_ERR', cause: 'enough' });
      expect(error['driveError']).toMatchObject({ code: 'E_IMAPI_REQUEST_CANCELLED' });
      expect(calls).toBe(1);
    },
  );

  test.each([
    ['passed-on', 'E_IMAPI_REQUEST_CANCELLED'],
    ['loss-of-streaming', 'E_IMAPI_LOSS_OF_STREAMING'],
  ])('is aborted where only its stream could stop it: %s', async (streamFailure, code) => {
    const [error, calls] = await cancelled(noEvent, streamFailure);
    expect(error).toMatchObject({ code: 'ABORT_ERR', cause: 'enough' });
    expect(error['driveError']).toMatchObject({ code });
    expect(calls).toBe(0);
  });
});

describe('a drive that does not stop', () => {
  test('is given up after the time allowed, and its recorder refuses further work', async () => {
    const disc = await recordedDisc();
    const faults = [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'hang' }];
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const burn = burnModified(recorder, result, { cancelTimeout: 300 });
    while ((await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')) !== 1) {
      expect(burn.state).toBe('running');
    }
    burn.cancel();
    driveIsGivenUp();
    const error = await failureOf(burn);
    expect(error).toMatchObject({ code: 'ERR_DRIVE_HUNG' });
    expect(await failureOf(recorder.media())).toMatchObject({ code: 'ERR_DRIVE_HUNG' });
    await imapi.close();
  });
});

describe('a burn whose signal was aborted before', () => {
  test('never begins: the disc is unchanged', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const error = await failureOf(
      burnModified(recorder, result, { signal: AbortSignal.abort('no') }),
    );
    expect(error).toMatchObject({
      code: 'ABORT_ERR',
      cause: 'no',
      discState: 'unchanged',
      driveError: null,
    });
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(0);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('while a burn runs', () => {
  test('its drive and its image are busy for others, at once', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result, image } = await prepareAppend(disc, { speed: 30 });
    const other = await imapi.recorder(recorder.info.id);
    const burn = burnModified(recorder, result);
    const busy = { code: 'ERR_BUSY', retryable: true };
    expect(await failureOf(burnModified(other, result))).toMatchObject(busy);
    expect(await failureOf(other.media())).toMatchObject(busy);
    expect(await failureOf(image.list())).toMatchObject(busy);
    burn.cancel();
    await failureOf(burn);
    expect(await other.media()).toMatchObject({ type: 'dvd+rw' });
    await imapi.close();
  });
});

describe('a burn that fails', () => {
  test('on a sector says that the old session is valid, having looked at the anchors', async () => {
    const disc = await recordedDisc();
    const planned = await prepareAppend(disc);
    const { startLba } = (await planned.result.modifiedBlocks())?.at(0) ?? { startLba: NaN };
    await planned.imapi.close();
    const faults = [
      { at: { sector: startLba + 20 }, fail: 'E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE' },
    ];
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toBeInstanceOf(BurnError);
    expect(error).toMatchObject({
      operation: 'IDiscFormat2Data::Write',
      discState: 'old-session-valid',
    });
    expect(error.message).toContain('The disc still shows what it held before.');
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(firstTree);
  });

  test('with a power cut in the new session leaves the old one, though nobody can ask the drive', async () => {
    const disc = await recordedDisc();
    const faults = [{ at: { sectorsWritten: 16 }, fail: 'power-cut' }];
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({ name: 'BurnError', discState: 'unknown' });
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(firstTree);
  });
});
