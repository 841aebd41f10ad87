import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
  ImageHandle,
  NativeEntriesAdded,
  NativeTask,
  NativeVirtualFault,
  ProviderHandle,
} from '#lib/native/binding';
import { environment } from '#lib/native/environment';
import { judgeFaults } from '#lib/virtual/judge-faults';

import { nothingAlive } from '../support/nothing-alive';
import { scratch } from '../support/scratch';

/** addEntries itself: which entries of a call are in the image, wherever in it something happens. */

const { binding } = environment();
const names = ['a', 'b', 'c', 'd', 'e'];
let folder = '';
let provider: ProviderHandle;
beforeAll(() => {
  folder = scratch();
  for (const name of names) writeFileSync(join(folder, name), name.repeat(3));
});
afterEach(async () => {
  await binding.close(provider);
  await nothingAlive();
});

async function newImage(faults: readonly NativeVirtualFault[] = []): Promise<ImageHandle> {
  provider = await binding.openProvider({
    provider: 'virtual',
    imageProvider: 'virtual',
    clientName: 'imapi2',
    drives: [],
    faults,
    switches: [],
  });
  const options = {
    importPrevious: null,
    media: 0,
    volumeName: 'ENTRIES',
    fileSystems: 4,
    udfRevision: null,
    freeMediaBlocks: 0,
    workingDirectory: null,
    bootImages: [],
  };
  return (await binding.createImage(provider, null, options, () => undefined).promise).handle;
}

function addAll(image: ImageHandle, turn = 60_000): NativeTask<NativeEntriesAdded> {
  const entries = names.map((name) => ({ source: join(folder, name), destination: `/in/${name}` }));
  return binding.addEntries(image, entries, { replace: true, turn });
}

async function namesIn(image: ImageHandle): Promise<string[]> {
  return (await binding.listImage(image, '/in')).map(({ name }) => name).sort();
}

describe('entries of one call', () => {
  test('are added in their order, with a folder among them', async () => {
    const image = await newImage();
    const entries = [
      { source: join(folder, 'a'), destination: '/in/a' },
      { source: null, destination: '/in/below' },
      { source: join(folder, 'b'), destination: '/in/below/b' },
    ];
    expect(
      await binding.addEntries(image, entries, { replace: true, turn: 60_000 }).promise,
    ).toEqual({
      count: 3,
      bytes: 6,
      failure: null,
      state: { volumeName: 'ENTRIES', freeMediaBlocks: expect.any(Number) },
    });
    expect(await namesIn(image)).toEqual(['a', 'below']);
    await binding.close(image);
  });

  test.each([
    ['first', 1],
    ['middle', 3],
    ['last', 5],
  ])('end at the %s of them where it fails', async (_, nth) => {
    const call = 'IFsiDirectoryItem::Add';
    const faults = judgeFaults([{ at: { call, nth }, fail: 'IMAPI_E_DUP_NAME' }], 'faults');
    const image = await newImage(faults);
    expect(await addAll(image).promise).toMatchObject({
      count: nth - 1,
      bytes: 3 * (nth - 1),
      failure: { hresult: 0xc0aab112, code: null, operation: call },
    });
    expect(await namesIn(image)).toEqual(names.slice(0, nth - 1));
    await binding.close(image);
  });

  test('reject with that failure where the image then does not tell its state', async () => {
    const faults = judgeFaults(
      [
        { at: { call: 'IFsiDirectoryItem::Add', nth: 2 }, fail: 'IMAPI_E_DUP_NAME' },
        // The first is of createImage.
        { at: { call: 'IFileSystemImage::get_FreeMediaBlocks', nth: 2 }, fail: 'E_FAIL' },
      ],
      'faults',
    );
    const image = await newImage(faults);
    await expect(addAll(image).promise).rejects.toMatchObject({ hresult: 0xc0aab112 });
    await binding.close(image);
  });

  test('are one where the turn is over at once', async () => {
    const image = await newImage();
    expect(await addAll(image, 0).promise).toMatchObject({ count: 1, failure: null });
    expect(await namesIn(image)).toEqual(['a']);
    await binding.close(image);
  });

  test('are none more once it has been cancelled, which is no failure', async () => {
    const image = await newImage();
    const adding = addAll(image);
    expect(adding.cancel()).toBe(true);
    const { count, failure } = await adding.promise;
    expect(failure).toBeNull();
    expect(adding.cancel()).toBe(false);
    await binding.createDirectory(image, '/in');
    expect(await namesIn(image)).toEqual(names.slice(0, count));
    await binding.close(image);
  });
});
