import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AddProgress, FileSystemImage } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { imageOf, type Adding, type EntriesFake } from '../fakes/fake-entries';

const state = { volumeName: 'DISC', freeMediaBlocks: 100 };
let folder = '';
let added: string[] = [];

beforeEach(() => {
  added = [];
  folder = mkdtempSync(join(tmpdir(), 'imapi2-tree-'));
  mkdirSync(join(folder, 'b', 'empty'), { recursive: true });
  writeFileSync(join(folder, 'b', 'two.txt'), 'two!');
  writeFileSync(join(folder, 'a.txt'), 'a');
  writeFileSync(join(folder, 'c.log'), 'log');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const imageOver = (fake: Partial<EntriesFake> = {}): Promise<FileSystemImage> =>
  imageOf({ state: () => state, added, ...fake });

describe('addTree', () => {
  test('adds everything below a folder, a folder before what is in it, in the order of the names', async () => {
    const image = await imageOver();
    const seen: AddProgress[] = [];
    const report = await image.addTree(folder, '/', {
      onProgress: (progress) => seen.push(progress),
    });
    expect(added).toEqual(['/a.txt', '/b/', '/b/empty/', '/b/two.txt', '/c.log']);
    expect(report).toEqual({ files: 3, directories: 2, bytes: 8, skipped: [] });
    expect(seen.map(({ files, bytes }) => [files, bytes])).toEqual([
      [1, 1],
      [2, 5],
      [3, 8],
    ]);
  });

  test('adds it below a folder of the image', async () => {
    await (await imageOver()).addTree(folder, 'docs', { filter: (path) => path === 'a.txt' });
    expect(added).toEqual(['/docs/', '/docs/a.txt']);
  });

  test('leaves out what the filter says no to, a folder with all that is in it', async () => {
    const asked: string[] = [];
    const filter = (path: string): boolean => {
      asked.push(path);
      return path !== 'b';
    };
    await (await imageOver()).addTree(folder, '/', { filter });
    expect(added).toEqual(['/a.txt', '/c.log']);
    expect(asked).not.toContain('b/two.txt');
  });

  test('rejects for a folder that is not there, even where it is told to skip', async () => {
    const tree = (await imageOver()).addTree(join(folder, 'missing'), '/', { onError: 'skip' });
    const error = await failureOf(tree);
    expect(error).toMatchObject({
      code: 'ERR_SOURCE_UNREADABLE',
      operation: 'FileSystemImage.addTree',
    });
    expect(error.message).toContain('missing');
  });

  test('stops at the first file that fails, or goes on and reports it', async () => {
    const failure = {
      hresult: 0x80070005,
      code: null,
      operation: 'IFsiDirectoryItem::Add',
      message: null,
    };
    const image = await imageOver({
      before: ({ entry }) => (entry.destination === '/a.txt' ? failure : undefined),
    });
    expect(await failureOf(image.addTree(folder, '/'))).toMatchObject({ code: 'E_ACCESSDENIED' });
    expect(added).toEqual([]);
    const report = await image.addTree(folder, '/', { onError: 'skip' });
    expect(report).toMatchObject({ files: 2, directories: 2 });
    expect(report.skipped).toEqual([
      {
        path: join(folder, 'a.txt'),
        code: 'E_ACCESSDENIED',
        message: expect.stringContaining('IFsiDirectoryItem::Add'),
      },
    ]);
    expect(structuredClone(report)).toEqual(report);
  });

  test.each([
    ['IMAPI_E_IMAGE_SIZE_LIMIT', 0xc0aab120],
    ['IMAPI_E_READONLY', 0xc0aab102],
    ['E_OUTOFMEMORY', 0x8007000e],
    ['E_DEVICE_NOT_CONNECTED', 0x8007048f],
    ['ERR_BUSY', null],
    ['ERR_DRIVE_HUNG', null],
    ['ERR_CLOSED', null],
  ])('told to skip, skips no file for what is not its own: %s', async (code, hresult) => {
    const failure = {
      hresult,
      code: hresult === null ? code : null,
      operation: 'IFsiDirectoryItem::Add',
      message: null,
    };
    const tried: string[] = [];
    const before = ({ entry }: Adding): typeof failure => {
      tried.push(entry.destination);
      return failure;
    };
    const tree = (await imageOver({ before })).addTree(folder, '/', { onError: 'skip' });
    expect(await failureOf(tree)).toMatchObject({ code });
    expect(tried).toEqual(['/a.txt']);
  });

  test('cancelled after its last file, too, does not end as if nobody had asked', async () => {
    const tree = (await imageOver()).addTree(folder, '/', {
      onProgress: ({ files }) => {
        if (files === 3) expect(tree.cancel()).toBe(true);
      },
    });
    expect(await failureOf(tree)).toMatchObject({ code: 'ABORT_ERR' });
  });

  test('does not follow a link to a folder, which may lead in a circle', async () => {
    symlinkSync(folder, join(folder, 'b', 'circle'), 'junction');
    const report = await (await imageOver()).addTree(folder, '/', { onError: 'skip' });
    expect(report.skipped).toEqual([expect.objectContaining({ code: 'ERR_NOT_A_FILE' })]);
  });

  test('is cancelled between two files, with the reason as the cause', async () => {
    const image = await imageOver();
    const reason = new Error('enough');
    const controller = new AbortController();
    const tree = image.addTree(folder, '/', {
      signal: controller.signal,
      onProgress: () => {
        controller.abort(reason);
      },
    });
    expect(await failureOf(tree)).toMatchObject({
      name: 'AbortError',
      code: 'ABORT_ERR',
      cause: reason,
    });
    expect(added).toEqual(['/a.txt']);
  });

  test.each(['a//b', '../b', 'a/./b'])('refuses %s as a place in the image', async (place) => {
    expect(await failureOf((await imageOver()).addTree(folder, place))).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      operation: 'FileSystemImage.addTree',
    });
    expect(added).toEqual([]);
  });

  test('does not begin where its signal was aborted before', async () => {
    const signal = AbortSignal.abort();
    expect(await failureOf((await imageOver()).addTree(folder, '/', { signal }))).toMatchObject({
      name: 'AbortError',
    });
    expect(added).toEqual([]);
  });
});
