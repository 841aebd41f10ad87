import { expect } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  type DiscRecorder,
  type FileSystemImage,
  type Imapi,
  burnImage,
  burnModified,
  open,
  supportInfo,
} from 'imapi2';
import { testIf } from '../../jest/test-if';

/**
 * Windows' own IMAPI2FS, with no burner: images by itself, and over a virtual drive, whose session objects it is given.
 * The last test is the experiment that matters most: a block list that Windows made. Nobody has seen one run here: Wine
 * has no IMAPI2FS, so these are skipped by name off Windows.
 */
const it = testIf(supportInfo().system, 'IMAPI2 is not registered here (Wine has none)');

async function withDrive(
  test: (imapi: Imapi, recorder: DiscRecorder) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-system-'));
  try {
    await using imapi = await open({
      provider: 'virtual',
      imageProvider: 'system',
      drives: [{ disc: join(folder, 'disc.img'), media: 'dvd+rw' }],
    });
    const [drive] = await imapi.recorders();
    await using recorder = await imapi.recorder(drive?.id ?? '');
    await test(imapi, recorder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function burnFirstSession(imapi: Imapi, recorder: DiscRecorder): Promise<void> {
  await using image = await imapi.createImage({ recorder, fileSystems: ['udf'] });
  await image.add(Buffer.from('first session'), 'first.txt');
  await using result = await image.createResult();
  await burnImage(recorder, result);
}

const names = async (image: FileSystemImage): Promise<string[]> =>
  (await image.list()).map(({ name }) => name).sort();

it("must be recorded whole where it is fresh: Windows' own result says E_NOTIMPL", async () => {
  await using imapi = await open({ provider: 'virtual', imageProvider: 'system' });
  await using image = await imapi.createImage({ media: 'dvd+rw', fileSystems: ['udf'] });
  await image.add(Buffer.from('hello'), 'folder/hello.txt');
  await using result = await image.createResult();
  expect(await result.modifiedBlocks()).toBeNull();
  expect(await result.streamBlockRanges()).toBeNull();

  let bytes = 0;
  for await (const chunk of result.stream()) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(result.totalBlocks * result.blockSize);
});

it('keeps names, sizes and times of what is added', async () => {
  await using imapi = await open({ provider: 'virtual', imageProvider: 'system' });
  await using image = await imapi.createImage({ media: 'bd-re', fileSystems: ['udf'] });
  const modified = new Date('2024-02-29T12:34:56Z');
  await image.add(Buffer.alloc(5000), 'Grüße aus 東京.bin', { modified });
  const [entry] = await image.list();
  expect(entry).toMatchObject({ name: 'Grüße aus 東京.bin', bytes: 5000, modified });
});

it("gives Windows' own list of modified blocks over a virtual drive, and burns it", async () => {
  await withDrive(async (imapi, recorder) => {
    await burnFirstSession(imapi, recorder);
    {
      await using image = await imapi.createImage({ recorder });
      await image.add(Buffer.from('second session'), 'second.txt');
      await using result = await image.createResult();
      const ranges = await result.modifiedBlocks();
      expect(ranges?.length).toBeGreaterThan(0);
      expect(ranges?.blockCount).toBeLessThan(result.totalBlocks);
      const report = await burnModified(recorder, result);
      expect(report).toMatchObject({ mode: 'modified', blocksPlanned: ranges?.blockCount });
    }
    await using after = await imapi.createImage({ recorder });
    expect(await names(after)).toEqual(['first.txt', 'second.txt']);
  });
});

it("has a stream that gives Windows' own list too, and the same bytes in parts, whole and saved", async () => {
  await withDrive(async (imapi, recorder) => {
    await burnFirstSession(imapi, recorder);
    await using image = await imapi.createImage({ recorder });
    const modified = new Date('2024-02-29T12:34:56Z');
    await image.add(Buffer.alloc(70_000, 7), '/folder/Grüße aus 東京.bin', { modified });
    await using result = await image.createResult();
    // IBlockRangeList, which IDiscFormat2Data asks the stream for.
    const ranges = await result.modifiedBlocks();
    expect((await result.streamBlockRanges())?.toJSON()).toEqual(ranges?.toJSON());
    const whole = await buffer(result.stream());
    expect(whole).toHaveLength(result.totalBlocks * result.blockSize);
    const { startLba, endLba } = ranges?.at(0) ?? { startLba: 0, endLba: 0 };
    const part = await buffer(result.stream({ startLba, endLba }));
    expect(part.equals(whole.subarray(startLba * 2048, (endLba + 1) * 2048))).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'imapi2-saved-'));
    try {
      const file = join(folder, 'saved.iso');
      await result.saveAs(file);
      expect(readFileSync(file).equals(whole)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await burnModified(recorder, result);
    await using after = await imapi.createImage({ recorder });
    expect(await after.list('/folder')).toEqual([
      {
        name: 'Grüße aus 東京.bin',
        path: '/folder/Grüße aus 東京.bin',
        type: 'file',
        bytes: 70_000,
        modified,
      },
    ]);
  });
});
