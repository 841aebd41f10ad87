import { describe, expect, jest, test } from '@jest/globals';
import type { DiscRecorder } from 'imapi2';

import { longestPause, timeToNotice } from '#lib/recorder/wait-until-ready';
import type { NativeBinding, NativeFailure, NativeMediaInfo } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeInfo, rejects } from '../fakes/fake-binding';

function recorderOver(calls: Partial<NativeBinding>): Promise<DiscRecorder> {
  const openRecorder = (): ReturnType<NativeBinding['openRecorder']> =>
    Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo });
  return fakeImapi({ openRecorder, ...calls }).recorder('D:');
}

const failure = (hresult: number): NativeFailure => ({
  hresult,
  code: null,
  operation: 'TEST UNIT READY',
  message: null,
});
const becomingReady = 0xc0aa0205;
const noMedia = 0xc0aa0202;

describe('recorders', () => {
  test('lists a broken drive with its error, beside the others', async () => {
    const error = {
      hresult: 0x8007045d,
      code: null,
      operation: 'InitializeDiscRecorder',
      message: null,
    };
    const drives = await fakeImapi({
      recorders: () => Promise.resolve([fakeInfo, { ...fakeInfo, error }]),
    }).recorders();
    expect(drives.map((drive) => drive.error?.code ?? null)).toEqual([null, 'E_IO_DEVICE']);
    expect(structuredClone(drives)).toEqual(drives);
  });
});

describe('media', () => {
  const native: NativeMediaInfo = {
    type: 7,
    rewritable: true,
    blank: false,
    physicallyBlank: false,
    state: 0x1 | 0x4 | 0x2000,
    writeProtect: 0x2 | 0x4000,
    totalSectors: 2_295_104,
    freeSectors: 2_295_104,
    nextWritableAddress: 0,
    writeUnit: 16,
    writeSpeeds: [{ sectorsPerSecond: 2770, pureCav: false, media: 7 }],
    currentWriteSpeed: 2770,
    warnings: [],
  };

  test('gives names to the numbers of IMAPI2', async () => {
    const media = await (await recorderOver({ mediaInfo: () => Promise.resolve(native) })).media();
    expect(media).toMatchObject({
      type: 'dvd+rw',
      states: ['overwrite-only', 'appendable', 'write-protected'],
      writeProtected: ['by-cartridge', 'read-only-media'],
      writeSpeeds: [{ sectorsPerSecond: 2770, pureCav: false, media: 'dvd+rw' }],
    });
    expect(structuredClone(media)).toEqual(media);
  });

  test('calls a medium that it does not know unknown', async () => {
    const recorder = await recorderOver({
      mediaInfo: () => Promise.resolve({ ...native, type: 0x10001 }),
    });
    expect(await recorder.media()).toMatchObject({ type: 'unknown' });
  });
});

describe('waitUntilReady', () => {
  test('asks again while the drive is becoming ready', async () => {
    let asked = 0;
    const testUnitReady = (): Promise<void> =>
      ++asked < 3 ? rejects(failure(becomingReady)) : Promise.resolve();
    await (await recorderOver({ testUnitReady })).waitUntilReady();
    expect(asked).toBe(3);
  });

  test('rejects at once for what time does not cure', async () => {
    const recorder = await recorderOver({ testUnitReady: () => rejects(failure(noMedia)) });
    expect(await failureOf(recorder.waitUntilReady())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
  });

  test('takes an empty tray for empty only some time after it was closed, or at the timeout', async () => {
    let [asked, ready] = [0, 3];
    const testUnitReady = (): Promise<void> =>
      ++asked < ready ? rejects(failure(noMedia)) : Promise.resolve();
    const nothing = (): Promise<void> => Promise.resolve();
    const recorder = await recorderOver({ testUnitReady, closeTray: nothing, eject: nothing });
    const empty = { code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA' };
    await recorder.closeTray();
    await recorder.waitUntilReady();
    expect(asked).toBe(3);
    ready = Infinity;
    expect(await failureOf(recorder.waitUntilReady({ timeout: 0 }))).toMatchObject(empty);
    await recorder.closeTray();
    await recorder.eject();
    asked = 0;
    expect(await failureOf(recorder.waitUntilReady())).toMatchObject(empty);
    expect(asked).toBe(1);
    jest.useFakeTimers();
    try {
      await recorder.closeTray();
      const waited = failureOf(recorder.waitUntilReady());
      await jest.advanceTimersByTimeAsync(timeToNotice + longestPause);
      expect(await waited).toMatchObject(empty);
      expect(asked).toBeGreaterThan(2);
    } finally {
      jest.useRealTimers();
    }
  });

  test('does not wait for what is busy with something of ours', async () => {
    const busy = { hresult: null, code: 'ERR_BUSY', operation: 'burnModified', message: null };
    const recorder = await recorderOver({ testUnitReady: () => rejects(busy) });
    expect(await failureOf(recorder.waitUntilReady())).toMatchObject({ code: 'ERR_BUSY' });
  });

  test('rejects with ERR_TIMEOUT and the last answer as its cause', async () => {
    const recorder = await recorderOver({
      testUnitReady: () => rejects(failure(becomingReady)),
    });
    const error = await failureOf(recorder.waitUntilReady({ timeout: 0 }));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', operation: 'DiscRecorder.waitUntilReady' });
    expect(error.cause).toMatchObject({ hresult: becomingReady });
  });

  test('gives up a question that is not answered, at its timeout and at its signal', async () => {
    const silent = (): Promise<void> => new Promise(() => undefined);
    jest.useFakeTimers();
    try {
      const recorder = await recorderOver({ testUnitReady: silent });
      const timeout = failureOf(recorder.waitUntilReady({ timeout: 3000 }));
      await jest.advanceTimersByTimeAsync(3000);
      expect(await timeout).toMatchObject({ code: 'ERR_TIMEOUT' });
      const controller = new AbortController();
      const stopped = failureOf(recorder.waitUntilReady({ signal: controller.signal }));
      controller.abort('enough');
      expect(await stopped).toMatchObject({ name: 'AbortError', cause: 'enough' });
    } finally {
      jest.useRealTimers();
    }
  });

  test('with no time at all still hears a drive that says at once that it is ready', async () => {
    const recorder = await recorderOver({ testUnitReady: () => Promise.resolve() });
    await recorder.waitUntilReady({ timeout: 0 });
  });

  test('is stopped by its signal while it waits', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const testUnitReady = (): Promise<void> => {
      setImmediate(() => {
        controller.abort(reason);
      });
      return rejects(failure(becomingReady));
    };
    const recorder = await recorderOver({ testUnitReady });
    const error = await failureOf(recorder.waitUntilReady({ signal: controller.signal }));
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: reason });
  });
});
