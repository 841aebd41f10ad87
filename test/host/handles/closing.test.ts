import { describe, expect, test } from '@jest/globals';

import type { AnyHandle, NativeBinding } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeInfo, fakeTask, rejects } from '../fakes/fake-binding';

const state = { volumeName: 'DISC', freeMediaBlocks: 100 };

/** An addon whose handles say their name when they are closed. */
function recording(): { closed: string[]; calls: Partial<NativeBinding> } {
  const closed: string[] = [];
  const image = fakeTask<{ handle: never; state: typeof state }>();
  image.resolve({ handle: fakeHandle('image'), state });
  const result = fakeTask<{
    handle: never;
    totalBlocks: number;
    blockSize: number;
    discId: string;
  }>();
  result.resolve({ handle: fakeHandle('result'), totalBlocks: 1024, blockSize: 2048, discId: '' });
  const calls: Partial<NativeBinding> = {
    openRecorder: () => Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo }),
    lock: () => Promise.resolve(fakeHandle('lock')),
    createImage: () => image,
    createResult: () => result,
    readImage: () => new Promise(() => undefined),
    close: (handle: AnyHandle) => {
      closed.push((handle as unknown as { name: string }).name);
      return Promise.resolve();
    },
  };
  return { closed, calls };
}

describe('closing', () => {
  test('twice is one close', async () => {
    const { closed, calls } = recording();
    const recorder = await fakeImapi(calls).recorder('D:');
    await Promise.all([recorder.close(), recorder.close()]);
    await recorder.close();
    await recorder[Symbol.asyncDispose]();
    expect(closed).toEqual(['recorder']);
  });

  test('an Imapi closes what was made of it, before itself', async () => {
    const { closed, calls } = recording();
    const imapi = fakeImapi(calls);
    const recorder = await imapi.recorder('D:');
    await recorder.lock();
    const image = await imapi.createImage();
    await image.createResult();
    await imapi.close();
    expect([...closed].sort()).toEqual(['image', 'lock', 'provider', 'recorder', 'result']);
    expect(closed.at(-1)).toBe('provider');
    expect(closed.indexOf('lock')).toBeLessThan(closed.indexOf('recorder'));
  });

  test('an image leaves its results open, which hold what they need by themselves', async () => {
    const { closed, calls } = recording();
    const image = await fakeImapi(calls).createImage();
    await image.createResult();
    await image.close();
    expect(closed).toEqual(['image']);
  });

  test('goes on past a handle that fails to close, and reports it', async () => {
    const { closed, calls } = recording();
    const gone = { hresult: 0x8007048f, code: null, operation: 'close', message: null };
    const imapi = fakeImapi({
      ...calls,
      close: (handle) => {
        const { name } = handle as unknown as { name: string };
        closed.push(name);
        return name === 'recorder' ? rejects(gone) : Promise.resolve();
      },
    });
    await imapi.recorder('D:');
    expect(await failureOf(imapi.close())).toMatchObject({ code: 'E_DEVICE_NOT_CONNECTED' });
    expect(closed).toEqual(['recorder', 'provider']);
  });
});

describe('a handle that is made while its parent closes', () => {
  test('is closed as well, before the parent has closed, and its call rejects with ERR_CLOSED', async () => {
    const { closed, calls } = recording();
    let ended: () => void = () => undefined;
    const lock = fakeHandle('lock');
    const locking = new Promise<never>((resolve) => {
      ended = () => {
        resolve(lock);
      };
    });
    const recorder = await fakeImapi({
      ...calls,
      lock: () => locking,
      // As the addon has it: a close ends after the calls under way.
      close: async (handle) => {
        if (handle !== lock) await locking;
        return calls.close?.(handle);
      },
    }).recorder('D:');
    const late = failureOf(recorder.lock());
    const closing = recorder.close();
    ended();
    await closing;
    expect(await late).toMatchObject({ code: 'ERR_CLOSED', operation: 'DiscRecorder.lock' });
    expect([...closed].sort()).toEqual(['lock', 'recorder']);
  });
});

describe('a closed handle', () => {
  test('rejects every call with ERR_CLOSED, and names itself', async () => {
    const { calls } = recording();
    const imapi = fakeImapi(calls);
    const recorder = await imapi.recorder('D:');
    const image = await imapi.createImage();
    const result = await image.createResult();
    await imapi.close();
    const used: [PromiseLike<unknown>, string][] = [
      [imapi.recorders(), 'Imapi'],
      [imapi.recorder('D:'), 'Imapi'],
      [imapi.createImage(), 'Imapi'],
      [recorder.media(), 'DiscRecorder'],
      [recorder.lock(), 'DiscRecorder'],
      [recorder.readSectors(0, 1), 'DiscRecorder'],
      [recorder.waitUntilReady(), 'DiscRecorder'],
      [image.list(), 'FileSystemImage'],
      [image.add('file.txt', 'file.txt'), 'FileSystemImage'],
      [image.addTree('.', '/'), 'FileSystemImage'],
      [image.createResult(), 'FileSystemImage'],
      [result.modifiedBlocks(), 'ImageResult'],
      [result.saveAs('x.iso'), 'ImageResult'],
    ];
    const failures = await Promise.all(used.map(([call]) => failureOf(call)));
    for (const [index, error] of failures.entries()) {
      const what = used[index]?.[1] ?? '';
      expect(error).toMatchObject({ code: 'ERR_CLOSED', hresult: null });
      expect(error.message).toContain(`The ${what} was closed.`);
    }
  });

  test('ends the streams of an image result with ERR_CLOSED', async () => {
    const { calls } = recording();
    const result = await (await fakeImapi(calls).createImage()).createResult();
    const stream = result.stream();
    stream.resume();
    const ended = new Promise((resolve) => stream.once('error', resolve));
    await result.close();
    expect(await ended).toMatchObject({ code: 'ERR_CLOSED', operation: 'ImageResult.stream' });
    const late = result.stream();
    expect(await new Promise((resolve) => late.once('error', resolve))).toMatchObject({
      code: 'ERR_CLOSED',
    });
  });
});
