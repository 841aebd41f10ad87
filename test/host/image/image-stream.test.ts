import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ImageResult } from 'imapi2';

import type { NativeBinding } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeTask, rejects } from '../fakes/fake-binding';

const blockSize = 2048;
const totalBlocks = 1500;

/** Each block is filled with its own number. */
function blocks(start: number, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * blockSize);
  for (let index = 0; index < count; index++)
    bytes.fill((start + index) % 251, index * blockSize, (index + 1) * blockSize);
  return bytes;
}

async function resultOver(readImage: NativeBinding['readImage']): Promise<ImageResult> {
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
  const imapi = fakeImapi({ createImage: () => image, createResult: () => result, readImage });
  return (await imapi.createImage()).createResult();
}

const readAll: NativeBinding['readImage'] = (_result, start, count) =>
  Promise.resolve(blocks(start, count).buffer);

describe('the stream of an image', () => {
  test('is the whole image from its first sector to its last', async () => {
    const bytes = await buffer((await resultOver(readAll)).stream());
    expect(bytes.equals(blocks(0, totalBlocks))).toBe(true);
  });

  test('is a stretch of it, both ends included', async () => {
    const bytes = await buffer((await resultOver(readAll)).stream({ startLba: 700, endLba: 701 }));
    expect(bytes.equals(blocks(700, 2))).toBe(true);
  });

  test('shares its position with no other', async () => {
    const result = await resultOver(readAll);
    const [first, second] = await Promise.all([
      buffer(result.stream()),
      buffer(result.stream({ startLba: 9 })),
    ]);
    expect(first.equals(blocks(0, totalBlocks))).toBe(true);
    expect(second.equals(blocks(9, totalBlocks - 9))).toBe(true);
  });

  test('reads no further than its reader asks', async () => {
    let reads = 0;
    const result = await resultOver((handle, start, count) => {
      reads++;
      return readAll(handle, start, count);
    });
    const stream = result.stream();
    stream.read(0);
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(reads).toBe(1);
    stream.destroy();
  });

  test('is destroyed with what the addon says', async () => {
    const failure = { hresult: 0x8007045d, code: null, operation: 'IStream::Read', message: null };
    const stream = (await resultOver(() => rejects(failure))).stream();
    expect(await failureOf(buffer(stream))).toMatchObject({
      code: 'E_IO_DEVICE',
      operation: 'IStream::Read',
    });
  });

  test.each([{ startLba: -1 }, { endLba: totalBlocks }, { startLba: 5, endLba: 4 }, { from: 1 }])(
    'of the options %j is destroyed with ERR_INVALID_OPTION',
    async (options) => {
      const stream = (await resultOver(readAll)).stream(options);
      expect(await failureOf(buffer(stream))).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    },
  );
});

describe('saveAs', () => {
  test('writes the image, tells how far it is, and leaves no other file behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'imapi2-save-'));
    const saved: number[] = [];
    const path = join(folder, 'image.iso');
    await (
      await resultOver(readAll)
    ).saveAs(path, { onProgress: (progress) => saved.push(progress.blocks) });
    expect(readFileSync(path).equals(blocks(0, totalBlocks))).toBe(true);
    expect(saved).toEqual([512, 1024, 1500]);
    expect(readdirSync(folder)).toEqual(['image.iso']);
    rmSync(folder, { recursive: true });
  });

  test('that is cancelled leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'imapi2-save-'));
    const save = (await resultOver(readAll)).saveAs(join(folder, 'image.iso'), {
      onProgress: () => save.cancel('no'),
    });
    expect(await failureOf(save)).toMatchObject({ name: 'AbortError', cause: 'no' });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test('to a place that is not there says so', async () => {
    const save = (await resultOver(readAll)).saveAs(
      join(tmpdir(), 'imapi2-no-such-folder', 'image.iso'),
    );
    expect(await failureOf(save)).toMatchObject({
      code: 'ERR_FILE_WRITE',
      operation: 'ImageResult.saveAs',
    });
  });
});
