import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, type BurnProgress, type MediaType } from 'imapi2';

import { addFiles, content, openDisc, treeOnDisc } from '../support/disc';
import {
  burnDifferences,
  changedIso,
  copyOf,
  expectImage,
  isoDisc,
  leftovers,
  saveIso,
  type IsoDisc,
} from '../support/iso-disc';
import { scratch } from '../support/scratch';
import { failureOf } from '../../jest/failure-of';

jest.setTimeout(120_000);

let original: IsoDisc;
let journal: string;
beforeAll(async () => {
  original = await isoDisc();
  journal = join(original.folder, 'burn.journal');
});

describe.each<[MediaType]>([['dvd+rw'], ['bd-re']])(
  'an .iso against a %s that differs',
  (media) => {
    test('in a few sectors: their write units are recorded, and nothing else', async () => {
      const odd = await isoDisc(media, 7);
      const { unit, blocks } = odd;
      // One inside a unit, two in neighbouring ones, and the last of the image, whose unit it does not fill.
      const first = 18 * unit;
      const iso = changedIso(odd, [first + 3, first + 2 * unit, first + 3 * unit + 1, blocks - 1]);
      const disc = copyOf(odd);
      const { report, writes, forced } = await burnDifferences(disc, iso, journal);
      const tail = Math.floor(blocks / unit) * unit;
      expect(writes).toEqual([
        { startLba: first, endLba: first + unit - 1 },
        { startLba: first + 2 * unit, endLba: first + 4 * unit - 1 },
        { startLba: tail, endLba: tail + unit - 1 },
      ]);
      expect(report).toMatchObject({
        mode: 'modified',
        ranges: 3,
        blocksPlanned: 4 * unit,
        blocksWritten: 4 * unit,
        imageBlocks: blocks,
        verified: 'ranges',
        warnings: [],
      });
      expect(forced).toBe(0);
      expect(leftovers(journal)).toBe(false);
      expectImage(odd, disc, iso);
    });
  },
);

test('nothing that differs is nothing that is written, and the report says so', async () => {
  const disc = copyOf(original);
  const { report, writes } = await burnDifferences(disc, original.iso, journal);
  expect(writes).toEqual([]);
  expect(report).toMatchObject({ ranges: 0, blocksPlanned: 0, blocksWritten: 0 });
  expect(report?.warnings).toEqual([expect.stringContaining('holds the image already')]);
  expect(leftovers(journal)).toBe(false);
  expectImage(original, disc, original.iso);
});

test('another image of other files becomes what the disc holds', async () => {
  const iso = join(original.folder, 'other.iso');
  await saveIso(iso, { '/other.bin': content(5, 300_000), '/a/b.txt': 'b' }, 'OTHER');
  const disc = copyOf(original);
  await burnDifferences(disc, iso, journal);
  expect(await treeOnDisc(disc)).toEqual(['/a/', '/a/b.txt', '/other.bin']);
  const image = readFileSync(iso);
  expect(readFileSync(disc).subarray(0, image.length).equals(image)).toBe(true);
});

test('a sector that cannot be read differs: its unit is recorded again', async () => {
  const disc = copyOf(original);
  const iso = changedIso(original, [400]);
  const cut = [{ at: { sectorsWritten: 4 }, fail: 'torn-unit' }];
  expect((await burnDifferences(disc, iso, journal, cut)).error).toMatchObject({
    name: 'BurnError',
  });
  // Back to the old image, which the disc holds everywhere but where it can't be read.
  const { report, writes } = await burnDifferences(disc, original.iso, journal);
  expect(report).toMatchObject({ blocksPlanned: 16 });
  expect(writes).toEqual([{ startLba: 400, endLba: 415 }]);
  expect(leftovers(journal)).toBe(false);
  expectImage(original, disc, original.iso);
});

test('the progress covers the comparison, and the fraction never goes back', async () => {
  const { imapi, recorder } = await openDisc(copyOf(original));
  const seen: BurnProgress[] = [];
  await burnImage(recorder, changedIso(original, [300]), {
    ranges: 'differences',
    journal,
    onProgress: (progress) => seen.push(progress),
  });
  await imapi.close();
  expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['import', 'verify']));
  const fractions = seen.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  expect(fractions.filter((fraction) => fraction === 1)).toHaveLength(1);
  expect(seen.at(-1)).toMatchObject({ blocksTotal: 16, rangeCount: 1 });
});

test('the .iso and the journal are held from the comparison to the end', async () => {
  const all = Array.from({ length: 20 }, (_, index) => 300 + 16 * index);
  const iso = changedIso(original, all);
  const { imapi, recorder } = await openDisc(copyOf(original), { speed: 60 });
  const burn = burnImage(recorder, iso, { ranges: 'differences', journal });
  for await (const { action } of burn) {
    expect(() => openSync(iso, 'r+')).toThrow();
    if (action !== 'writing') continue;
    expect(() => {
      writeFileSync(journal, '');
    }).toThrow();
    break;
  }
  burn.cancel();
  await failureOf(burn);
  await imapi.close();
  closeSync(openSync(iso, 'r+'));
  rmSync(journal);
});

describe('is refused, and nothing is written,', () => {
  async function refused(iso: string, options: object, expected: object): Promise<void> {
    const disc = copyOf(original);
    const { imapi, recorder } = await openDisc(disc);
    expect(
      await failureOf(burnImage(recorder, iso, { ranges: 'differences', journal, ...options })),
    ).toMatchObject(expected);
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(0);
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(leftovers(journal)).toBe(false);
    expectImage(original, disc, original.iso);
  }

  test('without a journal, or where it cannot be written', async () => {
    await refused(original.iso, { journal: undefined }, { code: 'ERR_INVALID_OPTION' });
    const nowhere = join(original.folder, 'no such folder', 'x.journal');
    await refused(original.iso, { journal: nowhere }, { code: 'ERR_JOURNAL_WRITE' });
    await refused(original.iso, { journal: original.iso }, { code: 'ERR_BUSY' });
  });

  test('an .iso that is not there, that somebody writes, or whose size is odd', async () => {
    await refused('none.iso', {}, { code: 'ERR_SOURCE_UNREADABLE' });
    const iso = changedIso(original, [300], 'odd.iso');
    const writer = openSync(iso, 'r+');
    await refused(iso, {}, { code: 'ERR_SOURCE_UNREADABLE' });
    closeSync(writer);
    truncateSync(iso, 2048 * 400 + 1);
    await refused(iso, {}, { code: 'E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED' });
  });

  test.each(['dvd+r', 'bd-r', 'cd-rw'] as const)('an .iso for a %s', async (media) => {
    const disc = join(scratch(), 'sequential.disc');
    const { imapi, recorder } = await openDisc(disc, { media, sectors: 16_384 });
    await burnImage(recorder, original.iso);
    const before = readFileSync(disc);
    const burn = burnImage(recorder, original.iso, { ranges: 'differences', journal });
    const error = await failureOf(burn);
    expect(error).toMatchObject({ name: 'ImapiError', code: 'ERR_NOT_REWRITABLE' });
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(readFileSync(disc).equals(before)).toBe(true);
    expect(leftovers(journal)).toBe(false);
  });

  test('an image that is longer than the disc', async () => {
    const iso = changedIso(original, [], 'long.iso');
    truncateSync(iso, 2049 * 2048);
    const code = 'E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA';
    await refused(iso, {}, { code });
  });

  test('an image that is no file', async () => {
    const { imapi, recorder } = await openDisc(copyOf(original));
    const image = await imapi.createImage({ recorder, importPrevious: false });
    await addFiles(image, { '/x.txt': 'x' });
    const burn = burnImage(recorder, await image.createResult(), {
      ranges: 'differences',
      journal,
    });
    expect(await failureOf(burn)).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    await imapi.close();
  });

  test('a plan of something else', async () => {
    const plan = { mode: 'modified', ranges: Int32Array.of(0, 15), imageBlocks: 1 };
    const disc = copyOf(original);
    const { imapi, recorder } = await openDisc(disc);
    const options = { ranges: 'differences', journal, plan } as object;
    expect(await failureOf(burnImage(recorder, original.iso, options))).toMatchObject({
      code: 'ERR_PLAN_STALE',
    });
    await imapi.close();
    expectImage(original, disc, original.iso);
  });
});

test('on a blank disc everything differs: the image is recorded whole, without a journal', async () => {
  const disc = join(original.folder, 'blank.disc');
  const { imapi, recorder } = await openDisc(disc, { sectors: 2048 });
  const report = await burnImage(recorder, original.iso, { ranges: 'differences', journal });
  expect(report).toMatchObject({ mode: 'whole', blocksPlanned: original.blocks });
  expect(report.warnings).toEqual([expect.stringContaining('No journal was written')]);
  await imapi.close();
  const image = readFileSync(original.iso);
  expect(readFileSync(disc).subarray(0, image.length).equals(image)).toBe(true);
  expect(leftovers(journal)).toBe(false);
});

describe('a burn of differences that is stopped', () => {
  test('in the comparison leaves the disc as it was, and no journal', async () => {
    const disc = copyOf(original);
    const { imapi, recorder } = await openDisc(disc);
    const iso = changedIso(original, [300]);
    const burn = burnImage(recorder, iso, { ranges: 'differences', journal });
    burn.cancel('not now');
    expect(await failureOf(burn)).toMatchObject({
      code: 'ABORT_ERR',
      cause: 'not now',
      discState: 'unchanged',
    });
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(leftovers(journal)).toBe(false);
    expectImage(original, disc, original.iso);
  });

  test('while it writes says that the disc holds neither image; burning again finishes it', async () => {
    const disc = copyOf(original);
    const all = Array.from({ length: 20 }, (_, index) => 300 + 16 * index);
    const iso = changedIso(original, all);
    const { imapi, recorder } = await openDisc(disc, { speed: 60 });
    const burn = burnImage(recorder, iso, { ranges: 'differences', journal });
    for await (const { action, blocksWritten } of burn) {
      if (action !== 'writing' || blocksWritten === 0) continue;
      burn.cancel();
      break;
    }
    expect(await failureOf(burn)).toMatchObject({
      code: 'ABORT_ERR',
      discState: 'commit-interrupted',
    });
    await imapi.close();
    expect(leftovers(journal)).toBe(true);
    const { report } = await burnDifferences(disc, iso, journal);
    expect(report?.blocksPlanned).toBeLessThan(20 * 16);
    expect(leftovers(journal)).toBe(false);
    expectImage(original, disc, iso);
  });

  test('by the drive before it wrote says that nothing was', async () => {
    const disc = copyOf(original);
    const faults = [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_FAIL' }];
    const iso = changedIso(original, [300]);
    const { error } = await burnDifferences(disc, iso, journal, faults);
    expect(error).toMatchObject({ name: 'BurnError', code: 'E_FAIL', discState: 'unchanged' });
    expect(leftovers(journal)).toBe(true);
    const again = await burnDifferences(disc, iso, journal);
    expect(again.report).toMatchObject({ blocksPlanned: 16 });
  });

  test('by a drive that does not answer is no comparison: nothing is known to differ', async () => {
    const disc = copyOf(original);
    const faults = [{ at: { sector: 450 }, fail: 'E_IMAPI_RECORDER_COMMAND_TIMEOUT' }];
    const iso = changedIso(original, [300]);
    const { error, writes } = await burnDifferences(disc, iso, journal, faults);
    expect(error).toMatchObject({ code: 'E_IMAPI_RECORDER_COMMAND_TIMEOUT' });
    expect(writes).toEqual([]);
    expect(leftovers(journal)).toBe(false);
  });
});
