import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { AddProgress, AddTreeOptions, FileSystemImage } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { imageOf, type Adding, type EntriesFake } from '../fakes/fake-entries';

/** Trees of more entries than go to the image at once; add-tree.test.ts has what is made of each entry. */

const count = 1200;
const mostAtOnce = 256;
const state = { volumeName: 'DISC', freeMediaBlocks: 100 };
/** What IMAPI2FS says of one name. */
const failure = {
  hresult: 0xc0aab110,
  code: null,
  operation: 'IFsiDirectoryItem::Add',
  message: null,
};

let folder = '';
/** Every entry, in the order of the walk. */
let everything: string[] = [];
let added: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-large-tree-'));
  for (let index = 0; index < count; index++) {
    const below = `f${Math.floor(index / 300)}`;
    const name = `${String(index).padStart(4, '0')}.txt`;
    if (index % 300 === 0) {
      mkdirSync(join(folder, below));
      everything.push(`/${below}/`);
    }
    writeFileSync(join(folder, below, name), 'x');
    everything.push(`/${below}/${name}`);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  everything = [];
});
beforeEach(() => {
  added = [];
});

const imageOver = (fake: Partial<EntriesFake> = {}): Promise<FileSystemImage> =>
  imageOf({ state: () => state, added, ...fake });

describe('a large tree', () => {
  test('is added in the order of the walk, many entries at once', async () => {
    const sizes: number[] = [];
    const before = ({ entries, index }: Adding): undefined => {
      if (index === 0) sizes.push(entries.length);
    };
    const seen: AddProgress[] = [];
    const report = await (
      await imageOver({ before })
    ).addTree(folder, '/', { onProgress: (progress) => seen.push(progress) });
    expect(added).toEqual(everything);
    expect(report).toEqual({ files: count, directories: 4, bytes: count, skipped: [] });
    expect(Math.max(...sizes)).toBeGreaterThan(16);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(mostAtOnce);
    // File by file at first, and never backwards.
    expect(seen.slice(0, 15).map(({ files }) => files)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
    expect(seen.map(({ files }) => files)).toEqual(
      seen.map(({ files }) => files).toSorted((a, b) => a - b),
    );
    expect(seen.at(-1)).toEqual({
      file: join(folder, 'f3', '1199.txt'),
      files: count,
      bytes: count,
    });
  });

  test('leaves the image knowing its state as of what it has told', async () => {
    const left = (entries: number): number => 10_000 - entries;
    const image = await imageOver({
      state: () => ({ volumeName: 'DISC', freeMediaBlocks: left(added.length) }),
    });
    await image.addTree(folder, '/', {
      onProgress: () => {
        expect(image.freeMediaBlocks).toBe(left(added.length));
      },
    });
    expect(image.freeMediaBlocks).toBe(left(everything.length));
  });

  test('goes on where a turn was over', async () => {
    const image = await imageOver({ turn: 7 });
    expect(await image.addTree(folder, '/')).toMatchObject({ files: count });
    expect(added).toEqual(everything);
  });

  test('has its filter asked in the order of the walk, and not far ahead of what is added', async () => {
    const asked: string[] = [];
    let furthest = 0;
    const filter = (path: string): boolean => {
      asked.push(path);
      furthest = Math.max(furthest, asked.length - added.length);
      return true;
    };
    // Long enough to walk the whole, were it allowed.
    const before = async ({ index }: Adding): Promise<undefined> => {
      if (index === 0) await setTimeout(1);
    };
    await (await imageOver({ before })).addTree(folder, '/', { filter });
    expect(asked).toEqual(everything.map((path) => path.replace(/^\/|\/$/g, '')));
    expect(furthest).toBeLessThanOrEqual(2 * mostAtOnce);
  });

  test('keeps what was added before its filter threw', async () => {
    const mistake = new Error('a mistake of the caller');
    const filter = (path: string): boolean => {
      if (path === 'f1/0400.txt') throw mistake;
      return true;
    };
    expect(await failureOf((await imageOver()).addTree(folder, '/', { filter }))).toBe(mistake);
    expect(added).toEqual(everything.slice(0, everything.indexOf('/f1/0400.txt')));
  });

  test('leaves nothing of what is behind a cancel in the middle of a batch', async () => {
    const seen: AddProgress[] = [];
    const reason = new Error('enough');
    const before = ({ entries, index }: Adding): undefined => {
      if (entries.length > 16 && index === 8) tree.cancel(reason);
    };
    const asked: string[] = [];
    const tree = (await imageOver({ before })).addTree(folder, '/', {
      onProgress: (progress) => seen.push(progress),
      filter: (path) => asked.push(path) > 0,
    });
    expect(await failureOf(tree)).toMatchObject({ code: 'ABORT_ERR', cause: reason });
    expect(added.length).toBeLessThan(everything.length);
    expect(added).toEqual(everything.slice(0, added.length));
    const askedThen = asked.length;
    await setTimeout(5);
    expect(asked).toHaveLength(askedThen);
    expect(seen.at(-1)?.files).toBe(added.filter((path) => !path.endsWith('/')).length);
  });

  test('adds nothing more while its caller is told of what was added', async () => {
    let told = 0;
    const tree = (await imageOver()).addTree(folder, '/', {
      onProgress: ({ files }) => {
        if (files < 500) return;
        told = added.length;
        tree.cancel();
      },
    });
    expect(await failureOf(tree)).toMatchObject({ code: 'ABORT_ERR' });
    expect(told).toBeGreaterThan(500);
    expect(added).toHaveLength(told);
  });
});

describe('an entry that fails', () => {
  const places: [string, (adding: Adding) => boolean][] = [
    ['first', ({ index }) => index === 0],
    ['in the middle', ({ index, entries }) => index === entries.length >> 1],
    ['last', ({ index, entries }) => index === entries.length - 1],
  ];
  for (const [place, isThere] of places) {
    /** The first such entry of a batch that is one. */
    const failing = (): { failed: string[]; before: NonNullable<EntriesFake['before']> } => {
      const failed: string[] = [];
      const before = (adding: Adding): typeof failure | undefined => {
        const fails = failed.length === 0 && adding.entries.length > 16 && isThere(adding);
        if (!fails) return undefined;
        failed.push(adding.entry.destination);
        return failure;
      };
      return { failed, before };
    };

    test(`${place} of a batch ends the whole, with all before it and nothing behind it`, async () => {
      const { failed, before } = failing();
      const error = await failureOf((await imageOver({ before })).addTree(folder, '/'));
      expect(error).toMatchObject({
        code: 'IMAPI_E_INVALID_PATH',
        hresult: 0xc0aab110,
        operation: 'IFsiDirectoryItem::Add',
      });
      expect(added).toEqual(everything.slice(0, everything.indexOf(failed[0] ?? '')));
    });

    test(`${place} of a batch is passed over alone`, async () => {
      const { failed, before } = failing();
      const image = await imageOver({ before });
      const report = await image.addTree(folder, '/', { onError: 'skip' });
      expect(failed).toHaveLength(1);
      expect(added).toEqual(everything.filter((path) => path !== failed[0]));
      expect(report).toMatchObject({
        files: count - 1,
        bytes: count - 1,
        skipped: [{ path: join(folder, failed[0] ?? ''), code: 'IMAPI_E_INVALID_PATH' }],
      });
    });
  }

  const withLink = async (options: AddTreeOptions): Promise<unknown> => {
    const link = join(folder, 'f1', '0400 is a link');
    symlinkSync(tmpdir(), link, 'junction');
    try {
      const tree = (await imageOver()).addTree(folder, '/', options);
      return options.onError === 'skip' ? await tree : await failureOf(tree);
    } finally {
      rmSync(link);
    }
  };

  test('in the walk has all before it in the image, and nothing behind it', async () => {
    expect(await withLink({})).toMatchObject({ code: 'ERR_NOT_A_FILE' });
    expect(added).toEqual(everything.slice(0, everything.indexOf('/f1/0400.txt')));
  });

  test('in the walk is passed over alone', async () => {
    expect(await withLink({ onError: 'skip' })).toMatchObject({
      files: count,
      skipped: [{ path: join(folder, 'f1', '0400 is a link'), code: 'ERR_NOT_A_FILE' }],
    });
    expect(added).toEqual(everything);
  });
});
