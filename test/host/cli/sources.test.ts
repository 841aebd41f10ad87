import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSystemImage } from 'imapi2';

import { addSources, sourcesOf } from '#lib/cli/sources';

import { failureOf } from '../../jest/failure-of';
import { fakeContext } from '../fakes/fake-context';
import { fakeHandle, fakeImapi, fakeTask } from '../fakes/fake-binding';
import { fakeAddEntries } from '../fakes/fake-entries';

let folder: string;
let added: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-sources-'));
  added = [];
  mkdirSync(join(folder, 'photos'));
  writeFileSync(join(folder, 'photos', 'one.txt'), 'one');
  writeFileSync(join(folder, 'a.txt'), 'a');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function image(): Promise<FileSystemImage> {
  const state = { volumeName: '', freeMediaBlocks: 100 };
  const made = fakeTask<{ handle: never; state: typeof state }>();
  made.resolve({ handle: fakeHandle('image'), state });
  return fakeImapi({
    createImage: () => made,
    addToImage: (_image, _source, destination) => {
      added.push(destination);
      return Promise.resolve(state);
    },
    addEntries: fakeAddEntries({ state: () => state, added }),
  }).createImage();
}

const sources = (): ReturnType<typeof sourcesOf> =>
  sourcesOf([join(folder, 'photos'), join(folder, 'a.txt')], '/new');

describe('what is added', () => {
  test('is counted over all that was given, in its order', async () => {
    const context = fakeContext();
    expect(await addSources(context, await image(), await sources(), 'throw')).toEqual({
      files: 2,
      directories: 0,
      bytes: 4,
      skipped: [],
    });
    expect(added).toEqual(['/new/photos/', '/new/photos/one.txt', '/new/a.txt']);
    expect(context.shown.map(({ done }) => done)).toEqual([1]);
  });

  test('leaves out what cannot be read, and says so', async () => {
    symlinkSync(folder, join(folder, 'photos', 'circle'), 'junction');
    const context = fakeContext();
    const report = await addSources(context, await image(), await sources(), 'skip');
    expect(report).toMatchObject({ files: 2, skipped: [{ code: 'ERR_NOT_A_FILE' }] });
    expect(context.warned).toEqual([expect.stringMatching(/^Left out: .*circle/)]);
  });

  test('ends where the command is stopped', async () => {
    const reason = new Error('SIGINT');
    const context = fakeContext(null, AbortSignal.abort(reason));
    const adding = addSources(context, await image(), await sources(), 'throw');
    expect(await failureOf(adding)).toBe(reason);
    expect(added).toEqual([]);
  });
});
