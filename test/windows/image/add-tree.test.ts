import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { burnModified, type AddProgress, type FileSystemImage, type Imapi } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { testIf } from '../../jest/test-if';
import {
  newDisc,
  openDisc,
  recordedDisc,
  treeOf,
  treeOnDisc,
  type OpenDisc,
} from '../support/disc';
import { scratch } from '../support/scratch';

/** addTree over the addon itself; test/host/image/add-tree.test.ts has what it makes of a folder, over a fake of it. */

/** Wine 8 has no links to folders. */
const canLink = ((): boolean => {
  const place = mkdtempSync(join(tmpdir(), 'imapi2-link-'));
  try {
    const link = join(place, 'link');
    symlinkSync(tmpdir(), link, 'junction');
    return statSync(link).isDirectory() && realpathSync(link) !== link;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
})();
const withLinks = testIf(canLink, 'this system makes no links to folders');

let folder = '';
beforeEach(() => {
  folder = join(scratch(), 'source');
  mkdirSync(join(folder, 'b', 'empty'), { recursive: true });
  writeFileSync(join(folder, 'a.txt'), 'a');
  writeFileSync(join(folder, 'b', 'two.txt'), 'two!');
  writeFileSync(join(folder, 'c.log'), 'log');
});

async function freshImage(): Promise<{ imapi: Imapi; image: FileSystemImage }> {
  const { imapi, recorder } = await openDisc(newDisc());
  return { imapi, image: await imapi.createImage({ recorder }) };
}

describe('addTree with skip', () => {
  test('goes on past a file that a program holds and a name that is too long, and tells of both', async () => {
    // 141 characters, one of them none of Latin 1: UDF has 127 of those (OSTA CS0, UDF 2.1.1).
    const long = `${'n'.repeat(140)}я`;
    writeFileSync(join(folder, long), 'too long');
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    const held = join(folder, 'b', 'two.txt');
    // Whoever reads a source lets others read it, and nobody write to it.
    const holding = openSync(held, 'r+');
    const report = await image.addTree(folder, '/tree', { onError: 'skip' });
    expect(report).toEqual({
      files: 2,
      directories: 2,
      bytes: 4,
      skipped: [
        {
          path: held,
          code: 'ERR_SOURCE_UNREADABLE',
          message: expect.stringContaining('two.txt'),
        },
        {
          path: join(folder, long),
          code: 'IMAPI_E_INVALID_PATH',
          message: expect.stringMatching(/\w/),
        },
      ],
    });
    closeSync(holding);
    await burnModified(recorder, await image.createResult());
    await imapi.close();
    const tree = await treeOnDisc(disc);
    expect(tree.filter((path) => path.startsWith('/tree'))).toEqual([
      '/tree/',
      '/tree/a.txt',
      '/tree/b/',
      '/tree/b/empty/',
      '/tree/c.log',
    ]);
  });

  withLinks('does not follow a link to a folder, and tells of it', async () => {
    symlinkSync(folder, join(folder, 'b', 'circle'), 'junction');
    const { imapi, image } = await freshImage();
    const { files, skipped } = await image.addTree(folder, '/', { onError: 'skip' });
    expect(files).toBe(3);
    expect(skipped).toEqual([
      expect.objectContaining({ path: join(folder, 'b', 'circle'), code: 'ERR_NOT_A_FILE' }),
    ]);
    await imapi.close();
  });

  test('keeps what is there already with replace: false, and replaces it without', async () => {
    const { imapi, image } = await freshImage();
    await image.add(Buffer.from('what was there'), '/b/two.txt');
    const sizeOf = async (): Promise<number | undefined> =>
      (await image.list('/b')).find(({ name }) => name === 'two.txt')?.bytes;
    const kept = await image.addTree(folder, '/', { onError: 'skip', replace: false });
    expect(kept).toMatchObject({
      files: 2,
      skipped: [{ path: join(folder, 'b', 'two.txt'), code: 'ERR_EXISTS' }],
    });
    expect(await sizeOf()).toBe(14);
    expect(await image.addTree(folder, '/')).toMatchObject({ files: 3, skipped: [] });
    expect(await sizeOf()).toBe(4);
    expect(await treeOf(image)).toEqual(['/a.txt', '/b/', '/b/empty/', '/b/two.txt', '/c.log']);
    await imapi.close();
  });
});

describe('addTree without skip', () => {
  test('stops at a file that a program holds, and keeps what it had added before', async () => {
    const { imapi, image } = await freshImage();
    const holding = openSync(join(folder, 'b', 'two.txt'), 'r+');
    const error = await failureOf(image.addTree(folder, '/'));
    closeSync(holding);
    expect(error).toMatchObject({ code: 'ERR_SOURCE_UNREADABLE' });
    expect(error.message).toContain('two.txt');
    expect(await treeOf(image)).toEqual(['/a.txt', '/b/', '/b/empty/']);
    await imapi.close();
  });

  test('rejects with ERR_EXISTS at the first name that is there, with replace: false', async () => {
    const { imapi, image } = await freshImage();
    await image.add(Buffer.from('what was there'), '/b/two.txt');
    expect(await failureOf(image.addTree(folder, '/', { replace: false }))).toMatchObject({
      code: 'ERR_EXISTS',
    });
    expect(await treeOf(image)).not.toContain('/c.log');
    await imapi.close();
  });

  test('adds only what its filter lets pass, tells of each file, and the image has their bytes', async () => {
    const { imapi, image } = await freshImage();
    const seen: AddProgress[] = [];
    const report = await image.addTree(folder, 'place', {
      filter: (path) => path !== 'b/empty' && !path.endsWith('.log'),
      onProgress: (progress) => seen.push(progress),
    });
    expect(report).toEqual({ files: 2, directories: 1, bytes: 5, skipped: [] });
    expect(seen).toEqual([
      { file: join(folder, 'a.txt'), files: 1, bytes: 1 },
      { file: join(folder, 'b', 'two.txt'), files: 2, bytes: 5 },
    ]);
    expect(await treeOf(image)).toEqual([
      '/place/',
      '/place/a.txt',
      '/place/b/',
      '/place/b/two.txt',
    ]);
    const saved = join(scratch(), 'tree.iso');
    await (await image.createResult()).saveAs(saved);
    expect(readFileSync(saved).includes('two!')).toBe(true);
    await imapi.close();
  });

  test('that is cancelled in the middle leaves an image that can be burnt, with the files before', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder });
    const reason = new Error('enough');
    const adding = image.addTree(folder, '/tree', {
      onProgress: ({ files }) => {
        if (files === 2) adding.cancel(reason);
      },
    });
    expect(await failureOf(adding)).toMatchObject({ code: 'ABORT_ERR', cause: reason });
    await burnModified(recorder, await image.createResult());
    await imapi.close();
    const tree = await treeOnDisc(disc);
    expect(tree).toEqual(expect.arrayContaining(['/goes.txt', '/tree/a.txt', '/tree/b/two.txt']));
    expect(tree).not.toContain('/tree/c.log');
  });

  test('rejects with ERR_CLOSED where the image is closed meanwhile, with skip too', async () => {
    const { imapi, image } = await freshImage();
    const closes: Promise<void>[] = [];
    const adding = image.addTree(folder, '/', {
      onError: 'skip',
      onProgress: () => {
        if (closes.length === 0) closes.push(image.close());
      },
    });
    expect(await failureOf(adding)).toMatchObject({ code: 'ERR_CLOSED' });
    expect(await Promise.all(closes)).toHaveLength(1);
    await imapi.close();
  });
});

describe('addTree of more entries than it hands over at once', () => {
  const count = 300;
  /** In the order of the walk. */
  const paths = Array.from({ length: count }, (_, at) => `/n${String(at).padStart(4, '0')}.txt`);
  let large = '';
  beforeAll(() => {
    large = join(scratch(), 'large');
    mkdirSync(large);
    for (const path of paths) writeFileSync(join(large, path), path);
  });

  const failingAdd = (fail: string): Promise<OpenDisc> =>
    openDisc(newDisc(), {
      faults: [{ at: { call: 'IFsiDirectoryItem::Add', nth: 200 }, fail }],
    });
  const before = paths.slice(0, 199);

  test('adds all of them, and tells of several at once', async () => {
    const { imapi, image } = await freshImage();
    const seen: AddProgress[] = [];
    const report = await image.addTree(large, '/', {
      onProgress: (progress) => seen.push(progress),
    });
    expect(report).toEqual({ files: count, directories: 0, bytes: 10 * count, skipped: [] });
    expect(seen.at(-1)).toEqual({
      file: join(large, 'n0299.txt'),
      files: count,
      bytes: 10 * count,
    });
    expect(seen.length).toBeLessThan(count);
    expect(await treeOf(image)).toEqual(paths);
    await imapi.close();
  });

  test('stops at a call that fails, and keeps all before it', async () => {
    const { imapi, recorder } = await failingAdd('IMAPI_E_DUP_NAME');
    const image = await imapi.createImage({ recorder });
    expect(await failureOf(image.addTree(large, '/'))).toMatchObject({
      code: 'IMAPI_E_DUP_NAME',
      operation: 'IFsiDirectoryItem::Add',
    });
    expect(await treeOf(image)).toEqual(before);
    await imapi.close();
  });

  test('goes past a call that fails, and past nothing else', async () => {
    const { imapi, recorder } = await failingAdd('IMAPI_E_DUP_NAME');
    const image = await imapi.createImage({ recorder });
    const left = '/n0199.txt';
    expect(await image.addTree(large, '/', { onError: 'skip' })).toMatchObject({
      files: count - 1,
      bytes: 10 * (count - 1),
      skipped: [{ path: join(large, left), code: 'IMAPI_E_DUP_NAME' }],
    });
    expect(await treeOf(image)).toEqual(paths.filter((path) => path !== left));
    await imapi.close();
  });

  test('ends at what is no failure of an entry, with skip too', async () => {
    const { imapi, recorder } = await failingAdd('IMAPI_E_IMAGE_SIZE_LIMIT');
    const image = await imapi.createImage({ recorder });
    expect(await failureOf(image.addTree(large, '/', { onError: 'skip' }))).toMatchObject({
      code: 'IMAPI_E_IMAGE_SIZE_LIMIT',
    });
    expect(await treeOf(image)).toEqual(before);
    await imapi.close();
  });

  test('has just the files in the image that it has told of, whenever it is cancelled', async () => {
    const { imapi, image } = await freshImage();
    let told = 0;
    const adding = image.addTree(large, '/', {
      onProgress: ({ files }) => {
        // Once more each, so that the last request comes while entries are being added.
        if (files > 100) setImmediate(() => adding.cancel());
        told = files;
      },
    });
    expect(await failureOf(adding)).toMatchObject({ code: 'ABORT_ERR' });
    expect(told).toBeGreaterThan(100);
    expect(await treeOf(image)).toEqual(paths.slice(0, told));
    await imapi.close();
  });

  test('ends with ERR_CLOSED where the image is closed while entries are being added', async () => {
    const { imapi, image } = await freshImage();
    const closes: Promise<void>[] = [];
    const adding = image.addTree(large, '/', {
      onProgress: ({ files }) => {
        if (files > 100) setImmediate(() => closes.push(image.close()));
      },
    });
    expect(await failureOf(adding)).toMatchObject({ code: 'ERR_CLOSED' });
    await Promise.all(closes);
    await imapi.close();
  });
});
