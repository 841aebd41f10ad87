import { describe, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import {
  BurnAbortedError,
  updateDisc,
  type BurnProgress,
  type BurnReport,
  type FileSystemImage,
  type Imapi,
  type Operation,
} from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { content, openDisc, recordedDisc, treeOnDisc, type OpenDisc } from '../support/disc';
import { sectorsOf } from '../support/sectors';

const addOne = (image: FileSystemImage): Promise<void> =>
  image.add(content(5, 400_000), '/update/one.bin');

const count = async (imapi: Imapi, name: string): Promise<number> =>
  (await imapi.virtual?.counter(name)) ?? NaN;

/** Whatever an update held has been given back. */
async function expectReleased({ imapi, recorder }: OpenDisc, disc: string): Promise<void> {
  expect(await recorder.exclusiveOwner()).toBeNull();
  await recorder.close();
  for (const name of ['objects', 'threads', 'source-handles'])
    expect({ name, left: await count(imapi, name) }).toEqual({ name, left: 0 });
  await imapi.close();
  rmSync(disc);
}

type Update = Operation<BurnProgress, BurnReport>;

describe('an edit that throws', () => {
  test('rejects the update with that very error, with nothing written and all closed', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const opened = await openDisc(disc);
    const mine = new Error('mine');
    let kept: FileSystemImage | null = null;
    const edit = async (image: FileSystemImage): Promise<void> => {
      kept = image;
      await addOne(image);
      throw mine;
    };
    expect(await failureOf(updateDisc(opened.imapi, opened.recorder, edit))).toBe(mine);
    expect(await failureOf((kept as unknown as FileSystemImage).list())).toMatchObject({
      code: 'ERR_CLOSED',
    });
    expect(sectorsOf(disc).equals(before)).toBe(true);
    await expectReleased(opened, disc);
  });
});

describe('an update that is cancelled', () => {
  const unchanged = { code: 'ABORT_ERR', cause: 'enough', discState: 'unchanged' };

  test.each(['import', 'create'] as const)('in the phase %s writes nothing', async (phase) => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const opened = await openDisc(disc);
    const update: Update = updateDisc(opened.imapi, opened.recorder, addOne, {
      onProgress: (progress) => {
        if (progress.phase === phase) update.cancel('enough');
      },
    });
    const error = await failureOf(update);
    expect(error).toBeInstanceOf(BurnAbortedError);
    expect(error).toMatchObject(unchanged);
    expect(error.message).toContain('updateDisc was cancelled. Nothing was written.');
    expect(sectorsOf(disc).equals(before)).toBe(true);
    await expectReleased(opened, disc);
  });

  test('in the first moment never imports', async () => {
    const disc = await recordedDisc();
    const opened = await openDisc(disc);
    const update = updateDisc(opened.imapi, opened.recorder, addOne);
    expect(update.cancel('enough')).toBe(true);
    expect(await failureOf(update)).toMatchObject(unchanged);
    expect(await count(opened.imapi, 'calls:IFileSystemImage::ImportFileSystem')).toBe(0);
    await expectReleased(opened, disc);
  });

  test('during the edit tells it, closes the image, and does not wait for an edit that never ends', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const opened = await openDisc(disc);
    const control = new AbortController();
    const told: unknown[] = [];
    let later: Promise<unknown> = Promise.resolve();
    const edit = async (image: FileSystemImage, signal: AbortSignal): Promise<void> => {
      await addOne(image);
      signal.addEventListener('abort', () => told.push(signal.reason));
      control.abort('enough');
      later = update.catch(() => failureOf(image.list()));
      await new Promise(() => undefined);
    };
    const update = updateDisc(opened.imapi, opened.recorder, edit, { signal: control.signal });
    expect(await failureOf(update)).toMatchObject(unchanged);
    expect(told).toEqual(['enough']);
    expect(await later).toMatchObject({ code: 'ERR_CLOSED' });
    expect(sectorsOf(disc).equals(before)).toBe(true);
    await expectReleased(opened, disc);
  });

  test('while it writes stops the drive, and the disc shows what it held', async () => {
    const disc = await recordedDisc();
    const opened = await openDisc(disc, { speed: 100 });
    const tree = await opened.imapi.createImage({ recorder: opened.recorder });
    expect((await tree.list()).length).toBeGreaterThan(0);
    await tree.close();
    const update: Update = updateDisc(opened.imapi, opened.recorder, addOne, {
      onProgress: ({ action, blocksWritten }) => {
        if (action === 'writing' && blocksWritten > 0) update.cancel('enough');
      },
    });
    const error = await failureOf(update);
    expect(error).toMatchObject({
      code: 'ABORT_ERR',
      cause: 'enough',
      discState: 'old-session-valid',
      report: { mode: 'modified' },
    });
    expect(error.message).toContain('updateDisc was cancelled.');
    await opened.imapi.close();
    expect(await treeOnDisc(disc)).not.toContain('/update/one.bin');
  });

  test('by disposing of it has ended when that resolves', async () => {
    const disc = await recordedDisc();
    const opened = await openDisc(disc);
    const update = updateDisc(opened.imapi, opened.recorder, () => new Promise(() => undefined));
    await update[Symbol.asyncDispose]();
    expect(update.state).toBe('settled');
    await expectReleased(opened, disc);
  });
});

describe('an update whose drive fails', () => {
  test.each([
    ['IDiscFormat2::get_MediaHeuristicallyBlank', 'E_FAIL'],
    ['IFileSystemImage::ImportFileSystem', 'E_FAIL'],
    ['IFileSystemImage::CreateResultImage', 'E_FAIL'],
    ['IDiscFormat2Data::Write', 'E_FAIL'],
  ])('in %s says so where it was called, and releases everything', async (call, fail) => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const opened = await openDisc(disc, { faults: [{ at: { call }, fail }] });
    const error = await failureOf(updateDisc(opened.imapi, opened.recorder, addOne));
    expect(error).toMatchObject({ code: fail, operation: call });
    expect(error.stack).toContain('update-endings.test');
    expect(sectorsOf(disc).equals(before)).toBe(true);
    await expectReleased(opened, disc);
  });
});
