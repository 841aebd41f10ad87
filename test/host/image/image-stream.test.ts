import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';

import type { ImageResult, SaveProgress } from 'imapi2';

import type { NativeBinding } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeTask, rejects } from '../fakes/fake-binding';

const blockSize = 2048;
const totalBlocks = 2500;

/** Each block is filled with its own number. */
function blocks(start: number, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * blockSize);
  for (let index = 0; index < count; index++)
    bytes.fill((start + index) % 251, index * blockSize, (index + 1) * blockSize);
  return bytes;
}

async function resultOver(calls: Partial<NativeBinding>): Promise<ImageResult> {
  const image = fakeTask<{
    handle: never;
    state: { volumeName: string; freeMediaBlocks: number };
  }>();
  image.resolve({ handle: fakeHandle('image'), state: { volumeName: '', freeMediaBlocks: 0 } });
  const result = fakeTask<{
    handle: never;
    totalBlocks: number;
    blockSize: number;
    discId: string;
  }>();
  result.resolve({ handle: fakeHandle('result'), totalBlocks, blockSize, discId: '' });
  const imapi = fakeImapi({ createImage: () => image, createResult: () => result, ...calls });
  return (await imapi.createImage()).createResult();
}

const readImage: NativeBinding['readImage'] = (_result, start, bytes) => {
  bytes.set(blocks(start, bytes.length / blockSize));
  return Promise.resolve();
};

describe('the stream of an image', () => {
  test('is the whole image from its first sector to its last', async () => {
    const bytes = await buffer((await resultOver({ readImage })).stream());
    expect(bytes.equals(blocks(0, totalBlocks))).toBe(true);
  });

  test('is a stretch of it, both ends included', async () => {
    const bytes = await buffer(
      (await resultOver({ readImage })).stream({ startLba: 700, endLba: 701 }),
    );
    expect(bytes.equals(blocks(700, 2))).toBe(true);
  });

  test('shares its position with no other', async () => {
    const result = await resultOver({ readImage });
    const [first, second] = await Promise.all([
      buffer(result.stream()),
      buffer(result.stream({ startLba: 9 })),
    ]);
    expect(first.equals(blocks(0, totalBlocks))).toBe(true);
    expect(second.equals(blocks(9, totalBlocks - 9))).toBe(true);
  });

  test('reads nothing before it is asked, and then a bounded stretch ahead of its reader', async () => {
    let blocksRead = 0;
    const result = await resultOver({
      readImage: (handle, start, bytes) => {
        blocksRead += bytes.length / blockSize;
        return readImage(handle, start, bytes);
      },
    });
    const stream = result.stream();
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(blocksRead).toBe(0);
    stream.read(0);
    for (let turns = 0; turns < 20; turns++) await turn();
    // One read waits in the stream, and two behind it.
    expect(blocksRead).toBeLessThanOrEqual(3 * 240);
    expect(blocksRead).toBeGreaterThan(0);
    stream.destroy();
  });

  test('is over only when the reads that were under way are', async () => {
    const reads: (() => void)[] = [];
    const result = await resultOver({
      readImage: () => new Promise((settle) => reads.push(settle)),
    });
    const stream = result.stream();
    stream.resume();
    await turn();
    let over = false;
    const closed = once(stream, 'close').then(() => (over = true));
    stream.destroy();
    await turn();
    const begun = reads.length;
    expect({ over, begun }).toEqual({ over: false, begun: expect.any(Number) });
    expect(begun).toBeGreaterThan(1);
    for (const end of reads) end();
    await closed;
    expect(reads).toHaveLength(begun);
  });

  test('of which a read ahead fails when nobody wants it any more is no unhandled rejection', async () => {
    const failure = { hresult: 0x8007045d, code: null, operation: 'IStream::Read', message: null };
    const unhandled: unknown[] = [];
    const note = (reason: unknown): number => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const result = await resultOver({
      readImage: (handle, start, bytes) =>
        start === 0 ? readImage(handle, start, bytes) : rejects(failure),
    });
    const stream = result.stream();
    stream.read(0);
    for (let turns = 0; turns < 20; turns++) await turn();
    stream.destroy();
    await once(stream, 'close');
    for (let turns = 0; turns < 20; turns++) await turn();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('is destroyed with what the addon says', async () => {
    const failure = { hresult: 0x8007045d, code: null, operation: 'IStream::Read', message: null };
    const stream = (await resultOver({ readImage: () => rejects(failure) })).stream();
    expect(await failureOf(buffer(stream))).toMatchObject({
      code: 'E_IO_DEVICE',
      operation: 'IStream::Read',
    });
  });

  test.each([{ startLba: -1 }, { endLba: totalBlocks }, { startLba: 5, endLba: 4 }, { from: 1 }])(
    'of the options %j is destroyed with ERR_INVALID_OPTION',
    async (options) => {
      const stream = (await resultOver({ readImage })).stream(options);
      expect(await failureOf(buffer(stream))).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    },
  );
});

describe('saveAs', () => {
  test('hands the full path and a name beside it to the addon, and tells how far it is', async () => {
    const save = fakeTask<undefined>();
    const paths: string[] = [];
    const seen: SaveProgress[] = [];
    const result = await resultOver({
      saveImage: (_result, target, partial, report) => {
        paths.push(target, partial);
        report({ blocks: 512, totalBlocks });
        save.resolve(undefined);
        return save;
      },
    });
    await result.saveAs('image.iso', { onProgress: (progress) => seen.push(progress) });
    const [target = '', partial = ''] = paths;
    expect(target).toBe(resolve('image.iso'));
    expect(partial).toMatch(/image\.iso\.[-0-9a-f]{36}\.partial$/);
    expect(dirname(partial)).toBe(dirname(target));
    expect(seen).toEqual([{ blocks: 512, totalBlocks }]);
  });

  const stopped = { hresult: null, code: 'ABORT_ERR', operation: 'saveImage', message: null };

  test('that stops because it was cancelled is an AbortError with the reason', async () => {
    const task = fakeTask<undefined>();
    const save = (await resultOver({ saveImage: () => task })).saveAs('image.iso');
    expect(save.cancel('no')).toBe(true);
    task.reject(stopped);
    expect(await failureOf(save)).toMatchObject({ name: 'AbortError', cause: 'no' });
  });

  test('that stops although nobody cancelled it was closed', async () => {
    const task = fakeTask<undefined>();
    const save = (await resultOver({ saveImage: () => task })).saveAs('image.iso');
    task.reject(stopped);
    expect(await failureOf(save)).toMatchObject({ code: 'ERR_CLOSED' });
  });
});
