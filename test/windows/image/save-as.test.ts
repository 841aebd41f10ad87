import { describe, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { burnModified, type ImageResult, type SaveProgress } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  type DiscOptions,
  type OpenDisc,
} from '../support/disc';
import { packageRoot, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

const before = 'what was there before';

/** A folder that holds a file of the name under which the image is going to be saved. */
function folderWithOld(): { folder: string; target: string } {
  const folder = scratch();
  const target = join(folder, 'image.iso');
  writeFileSync(target, before);
  return { folder, target };
}

/** An image of some 20 MB, most of it a file that its result reads as it is asked. */
async function large(
  options: DiscOptions = {},
): Promise<OpenDisc & { result: ImageResult; source: string }> {
  const source = join(scratch(), 'large.bin');
  writeFileSync(source, Buffer.alloc(20_000_000, 7));
  const opened = await openDisc(await recordedDisc(), options);
  const image = await opened.imapi.createImage({ recorder: opened.recorder });
  await image.add(source, '/large.bin');
  return { ...opened, source, result: await image.createResult() };
}

/** A sparse file, of which an image takes long to save: to what happens meanwhile, it is far from its end. */
function endlessSource(): string {
  const source = join(scratch(), 'endless.bin');
  writeFileSync(source, '');
  truncateSync(source, 4_000_000_000);
  return source;
}

async function endless(): Promise<Pick<OpenDisc, 'imapi'> & { result: ImageResult }> {
  const { imapi } = await openDisc(newDisc());
  const image = await imapi.createImage({ media: 'dvd+rw' });
  await image.add(endlessSource(), '/endless.bin');
  return { imapi, result: await image.createResult() };
}

function expectUntouched({ folder, target }: { folder: string; target: string }): void {
  expect(readdirSync(folder)).toEqual(['image.iso']);
  expect(readFileSync(target, 'utf8')).toBe(before);
}

describe('saveAs', () => {
  test('replaces what is there at the end, with the whole image, and tells how far it is', async () => {
    const { imapi, result } = await large();
    const { folder, target } = folderWithOld();
    const seen: SaveProgress[] = [];
    await result.saveAs(target, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ blocks: result.totalBlocks, totalBlocks: result.totalBlocks });
    expect(readdirSync(folder)).toEqual(['image.iso']);
    expect(readFileSync(target).equals(await buffer(result.stream()))).toBe(true);
    await imapi.close();
  });

  test('to a long path and a name in many scripts writes there', async () => {
    const { imapi, result } = await prepareAppend(await recordedDisc());
    let folder = scratch();
    for (let depth = 0; depth < 6; depth++) folder = join(folder, 'f'.repeat(60));
    mkdirSync(`\\\\?\\${folder}`, { recursive: true });
    const target = join(folder, 'Ünï – 日本語 – 😀.iso');
    await result.saveAs(target);
    expect(readFileSync(`\\\\?\\${target}`).equals(await buffer(result.stream()))).toBe(true);
    await imapi.close();
  });

  test('that is cancelled half way leaves what was there', async () => {
    const { imapi, result } = await endless();
    const place = folderWithOld();
    const reason = new Error('enough');
    const meanwhile: unknown[] = [];
    const save = result.saveAs(place.target, {
      onProgress: () => {
        meanwhile.push(readdirSync(place.folder).length, readFileSync(place.target, 'utf8'));
        save.cancel(reason);
      },
    });
    expect(await failureOf(save)).toMatchObject({ name: 'AbortError', cause: reason });
    expect(meanwhile.slice(0, 2)).toEqual([2, before]);
    expectUntouched(place);
    await imapi.close();
  });

  test('rejects with ERR_CLOSED where its result is closed, which does not wait for the rest', async () => {
    const { imapi, result } = await endless();
    const place = folderWithOld();
    const seen: number[] = [];
    const closes: Promise<void>[] = [];
    const save = result.saveAs(place.target, {
      onProgress: ({ blocks }) => {
        seen.push(blocks);
        if (closes.length === 0) closes.push(result.close());
      },
    });
    expect(await failureOf(save)).toMatchObject({
      code: 'ERR_CLOSED',
      operation: 'ImageResult.saveAs',
    });
    expect(await Promise.all(closes)).toHaveLength(1);
    expect(seen.at(-1)).toBeLessThan(result.totalBlocks);
    expectUntouched(place);
    await imapi.close();
  });

  test('names a source that went, and leaves what was there', async () => {
    const { imapi, result, source } = await large();
    const place = folderWithOld();
    rmSync(source);
    const error = await failureOf(result.saveAs(place.target));
    expect(error).toMatchObject({ code: 'ERR_SOURCE_UNREADABLE' });
    expect(error.message).toContain('large.bin');
    expectUntouched(place);
    await imapi.close();
  });

  test('ends with the HRESULT of a read that fails, and leaves what was there', async () => {
    const faults = [{ at: { call: 'IStream::Read', nth: 5 }, fail: 'E_IO_DEVICE' }];
    const { imapi, result } = await large({ faults });
    const place = folderWithOld();
    expect(await failureOf(result.saveAs(place.target))).toMatchObject({
      code: 'E_IO_DEVICE',
      operation: 'IStream::Read',
    });
    expectUntouched(place);
    await imapi.close();
  });

  test('gives way to a burn that somebody asked for meanwhile, and leaves what was there', async () => {
    const { imapi, recorder, result } = await large();
    const place = folderWithOld();
    // The burn has its lease when the call returns, long before the save has come to its end.
    const save = failureOf(result.saveAs(place.target));
    const burn = burnModified(recorder, result);
    expect(await save).toMatchObject({ code: 'ERR_BUSY' });
    await burn;
    expectUntouched(place);
    await imapi.close();
  });

  test('lets others have the image between its steps', async () => {
    const { imapi, result } = await endless();
    const save = result.saveAs(folderWithOld().target);
    const stopped = failureOf(save);
    expect(await result.progressItems()).not.toEqual([]);
    expect(save.cancel()).toBe(true);
    expect(await stopped).toMatchObject({ name: 'AbortError' });
    await imapi.close();
  });

  test.each([
    ['a folder', (folder: string) => folder],
    ['below a folder that is not there', (folder: string) => join(folder, 'none', 'image.iso')],
  ])('to %s says which path and why, and leaves nothing behind', async (_, targetIn) => {
    const { imapi, result } = await prepareAppend(await recordedDisc());
    const folder = join(scratch(), 'folder');
    mkdirSync(folder);
    const target = targetIn(folder);
    const error = await failureOf(result.saveAs(target));
    expect(error).toMatchObject({ code: 'ERR_FILE_WRITE', operation: 'ImageResult.saveAs' });
    expect(error.message).toContain(`could not be saved as ${target}: `);
    expect(readdirSync(join(folder, '..'))).toEqual(['folder']);
    expect(readdirSync(folder)).toEqual([]);
    await imapi.close();
  });

  test('that the end of its process cuts off leaves what was there', () => {
    const place = folderWithOld();
    const { status, output } = runScript(`
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
(async () => {
  const imapi = await open({ provider: 'virtual' });
  const image = await imapi.createImage({ media: 'dvd+rw' });
  await image.add(${JSON.stringify(endlessSource())}, '/endless.bin');
  const result = await image.createResult();
  await result.saveAs(${JSON.stringify(place.target)}, { onProgress: () => process.exit(7) });
})();
`);
    expect({ status, output }).toEqual({ status: 7, output: '' });
    expectUntouched(place);
  });

  test('that the end of its worker cuts off leaves what was there, and nothing alive', () => {
    const place = folderWithOld();
    const dist = join(packageRoot, 'dist');
    const worker = `
const { open } = require(${JSON.stringify(join(dist, 'index.js'))});
const { parentPort } = require('node:worker_threads');
(async () => {
  const imapi = await open({ provider: 'virtual' });
  const image = await imapi.createImage({ media: 'dvd+rw' });
  await image.add(${JSON.stringify(endlessSource())}, '/endless.bin');
  const result = await image.createResult();
  const onProgress = ({ blocks }) => parentPort.postMessage(blocks);
  await result.saveAs(${JSON.stringify(place.target)}, { onProgress });
})().catch((error) => parentPort.postMessage(String(error.code)));
`;
    const { status, result, output } = runScript(`
const { Worker } = require('node:worker_threads');
const { readdirSync } = require('node:fs');
const { environment } = require(${JSON.stringify(join(dist, 'native', 'environment.js'))});
const { binding } = environment();
(async () => {
  const told = [];
  for (let round = 0; round < 4; round++) {
    const worker = new Worker(${JSON.stringify(worker)}, { eval: true });
    // So many pieces later each time.
    for (let piece = 0; piece <= round; piece++)
      told.push(typeof (await new Promise((resolve) => worker.once('message', resolve))));
    const meanwhile = readdirSync(${JSON.stringify(place.folder)}).length;
    await worker.terminate();
    while (!binding.virtualIdle()) await new Promise((resolve) => setTimeout(resolve, 5));
    told.push(meanwhile, readdirSync(${JSON.stringify(place.folder)}).length);
  }
  console.log(JSON.stringify({ told: [...new Set(told)].sort() }));
})();
`);
    expect({ status, result, output }).toMatchObject({
      status: 0,
      // Two files while it was saved, and the old one alone once the worker was gone.
      result: { told: [1, 2, 'number'] },
    });
    expectUntouched(place);
  });
});
