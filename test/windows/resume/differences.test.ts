import { beforeAll, describe, expect, test } from '@jest/globals';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified, resumeBurn, type BlockRange, type Fault } from 'imapi2';

import { bytesPerSector, openDisc } from '../support/disc';
import {
  burnDifferences,
  changedIso,
  copyOf,
  expectImage,
  isoDisc,
  leftovers,
  type IsoDisc,
} from '../support/iso-disc';
import { failureOf } from '../../jest/failure-of';
import { resume } from '../support/power-cut';

let original: IsoDisc;
let iso: string;
let journal: string;
/** After how many sectors each one that differs is recorded. */
let places: readonly number[];
beforeAll(async () => {
  original = await isoDisc();
  // Three units that are one range, another one, and the unit that the image does not fill.
  const last = original.blocks - 2;
  iso = changedIso(original, [300, 310, 320, 400, last]);
  places = [300, 310, 320, 400, last].map((lba, unit) => 16 * unit + (lba % 16));
  journal = join(original.folder, 'burn.journal');
});

const total = 5 * 16;
const cutAfter = (sectorsWritten: number, fail = 'power-cut'): Fault[] => [
  { at: { sectorsWritten }, fail },
];

/** A disc whose power went while the differences were recorded. */
async function cut(faults: readonly Fault[], name = 'cut'): Promise<string> {
  const disc = copyOf(original, name);
  const { error } = await burnDifferences(disc, iso, journal, faults);
  expect(error).toMatchObject({ name: 'BurnError' });
  expect(leftovers(journal)).toBe(true);
  return disc;
}

describe('resumeBurn after a cut while differences were recorded', () => {
  test.each(['power-cut', 'torn-unit'])(
    'finishes it, wherever it was: %s',
    async (fail) => {
      for (let after = 0; after < total; after += 7) {
        const disc = await cut(cutAfter(after, fail));
        const { report, error, writes, forced } = await resume(disc, journal);
        if (report === null) throw new Error(`cut after ${after}`, { cause: error });
        expect(forced).toBe(0);
        expect(leftovers(journal)).toBe(false);
        const torn = fail === 'torn-unit';
        // A clean cut before the first sector that differs has changed nothing.
        if (!torn && places.every((place) => place >= after)) {
          expect(report).toMatchObject({ discState: 'old-session-valid', blocksPlanned: 0 });
          expect(writes).toEqual([]);
          expectImage(original, disc, original.iso);
          continue;
        }
        expect(report).toMatchObject({ discState: 'complete', mode: 'modified' });
        expect(report.imageBlocks).toBe(original.blocks);
        // What had reached the disc is not recorded again.
        const left = places.filter((place) =>
          torn ? place - (place % 16) + 16 > after : place >= after,
        );
        expect([after, report.blocksPlanned]).toEqual([after, 16 * left.length]);
        expectImage(original, disc, iso);
      }
    },
    120_000,
  );

  test('finishes it when its own power has gone, again and again', async () => {
    const disc = await cut(cutAfter(5, 'torn-unit'));
    for (const after of [0, 3, 20]) {
      const { error } = await resume(disc, journal, cutAfter(after, 'torn-unit'));
      expect(error).toMatchObject({ name: 'BurnError' });
      expect(leftovers(journal)).toBe(true);
    }
    expect((await resume(disc, journal)).report).toMatchObject({ discState: 'complete' });
    expectImage(original, disc, iso);
  });

  test('finds a burn that was complete, of which only the journal was left', async () => {
    const disc = await cut(cutAfter(30));
    const kept = readFileSync(journal);
    await resume(disc, journal);
    writeFileSync(journal, kept);
    const { report, writes } = await resume(disc, journal);
    expect(report).toMatchObject({ discState: 'complete', blocksPlanned: 0, verified: 'ranges' });
    expect(report?.warnings).toEqual([expect.stringContaining('complete already')]);
    expect(writes).toEqual([]);
  });

  test('gives the drive back when it is cancelled, and can be called again', async () => {
    const disc = await cut(cutAfter(30));
    const { imapi, recorder } = await openDisc(disc);
    const running = resumeBurn(recorder, journal);
    running.cancel('not now');
    expect(await failureOf(running)).toMatchObject({ code: 'ABORT_ERR', cause: 'not now' });
    expect(await recorder.exclusiveOwner()).toBeNull();
    expect(await resumeBurn(recorder, journal)).toMatchObject({ discState: 'complete' });
    await imapi.close();
    expectImage(original, disc, iso);
  });
});

describe('resumeBurn refuses, and writes nothing,', () => {
  let disc: string;
  let mine: string;
  beforeAll(async () => {
    disc = await cut(cutAfter(30), 'refused');
    mine = join(original.folder, 'refused.journal');
    copyFileSync(journal, mine);
  });

  async function refused(target: string, code: string): Promise<Error> {
    const before = readFileSync(target);
    const { error, writes } = await resume(target, mine);
    expect(error).toMatchObject({ code });
    expect(writes).toEqual([]);
    expect(readFileSync(target).equals(before)).toBe(true);
    expect(leftovers(mine)).toBe(true);
    return error ?? new Error();
  }

  test('an .iso that is gone', async () => {
    renameSync(iso, `${iso}.away`);
    const error = await refused(disc, 'ERR_JOURNAL_IMAGE');
    expect(error.message).toContain('new.iso');
    renameSync(`${iso}.away`, iso);
  });

  test('an .iso of which one byte has changed, wherever it is', async () => {
    const bytes = readFileSync(iso);
    for (const place of [5 * bytesPerSector, 300 * bytesPerSector + 50]) {
      const other = Buffer.from(bytes);
      other.writeUInt8(other.readUInt8(place) ^ 1, place);
      writeFileSync(iso, other);
      await refused(disc, 'ERR_JOURNAL_IMAGE');
    }
    writeFileSync(iso, bytes.subarray(0, -bytesPerSector));
    await refused(disc, 'ERR_JOURNAL_IMAGE');
    writeFileSync(iso, bytes);
  });

  test('another disc, of another content or of another kind', async () => {
    const other = await isoDisc('dvd+rw', 3);
    writeFileSync(
      other.disc,
      readFileSync(other.disc).fill(1, 280 * bytesPerSector, 281 * bytesPerSector),
    );
    await refused(other.disc, 'ERR_JOURNAL_OTHER_DISC');
    await refused((await isoDisc('bd-re')).disc, 'ERR_JOURNAL_OTHER_DISC');
  });

  test('a disc on which something else has been recorded since', async () => {
    const since = join(original.folder, 'since.disc');
    const bytes = readFileSync(disc);
    bytes.fill(7, 405 * bytesPerSector, 406 * bytesPerSector);
    writeFileSync(since, bytes);
    await refused(since, 'ERR_JOURNAL_OTHER_DISC');
  });

  test('a damaged journal', async () => {
    const bytes = readFileSync(mine);
    writeFileSync(mine, bytes.subarray(0, -1));
    await refused(disc, 'ERR_JOURNAL_DAMAGED');
    writeFileSync(mine, bytes);
  });

  test('and no other burn takes the journal away; the disc can still be finished with it', async () => {
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ recorder, importPrevious: false });
    await image.add(Buffer.from('x'), '/x.txt');
    const ranges = [{ startLba: 288, endLba: 303 }];
    const exists = { code: 'ERR_JOURNAL_EXISTS' };
    const list = burnImage(recorder, iso, { ranges, journal: mine });
    expect(await failureOf(list)).toMatchObject(exists);
    await imapi.close();
    const other = await isoDisc('bd-re');
    const { error } = await burnDifferences(other.disc, iso, mine);
    expect(error).toMatchObject(exists);
    expect((await resume(disc, mine)).report).toMatchObject({ discState: 'complete' });
    expectImage(original, disc, iso);
  });
});

describe("a caller's list of an .iso with a journal", () => {
  let journal: string;
  beforeAll(() => {
    journal = join(original.folder, 'list.journal');
  });
  const ranges: readonly BlockRange[] = [
    { startLba: 400, endLba: 415 },
    { startLba: 288, endLba: 335 },
  ];

  async function burnList(disc: string, faults: readonly Fault[]): Promise<unknown> {
    const { imapi, recorder } = await openDisc(disc, { faults });
    try {
      const burn = burnImage(recorder, iso, { ranges, journal });
      return faults.length === 0 ? await burn : await failureOf(burn);
    } finally {
      await imapi.close();
    }
  }

  test('is recorded in its order, and its journal goes', async () => {
    const disc = copyOf(original, 'list');
    expect(await burnList(disc, [])).toMatchObject({ mode: 'modified', ranges: 2 });
    expect(leftovers(journal)).toBe(false);
  });

  test.each(['IDiscFormat2Data::SetWriteSpeed', 'IDiscFormat2Data::Write'])(
    'that wrote nothing, because %s failed, does not stand in the way of the next',
    async (call) => {
      const { imapi, recorder } = await openDisc(copyOf(original, 'list'), {
        faults: [{ at: { call }, fail: 'E_FAIL' }],
      });
      const options = { ranges, journal, writeSpeed: 680 };
      expect(await failureOf(burnImage(recorder, iso, options))).toMatchObject({ code: 'E_FAIL' });
      expect(leftovers(journal)).toBe(false);
      expect(await burnImage(recorder, iso, options)).toMatchObject({ verified: 'ranges' });
      await imapi.close();
    },
  );

  test('that is cut is finished in its order', async () => {
    for (const after of [3, 20]) {
      const disc = copyOf(original, 'list');
      expect(await burnList(disc, cutAfter(after, 'torn-unit'))).toMatchObject({
        name: 'BurnError',
      });
      const { report, writes } = await resume(disc, journal);
      expect(report).toMatchObject({ discState: 'complete' });
      expect(writes).toEqual(after === 3 ? ranges : ranges.slice(1));
      const image = readFileSync(iso);
      const found = readFileSync(disc);
      for (const { startLba, endLba } of ranges) {
        const at = [startLba * bytesPerSector, (endLba + 1) * bytesPerSector] as const;
        expect(found.subarray(...at).equals(image.subarray(...at))).toBe(true);
      }
    }
  });
});

test('a result with a list that no journal could finish is refused, as burnModified refuses it', async () => {
  const { imapi, recorder } = await openDisc(copyOf(original));
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('x'), '/x.txt');
  const result = await image.createResult();
  const ranges = [...((await result.modifiedBlocks()) ?? [])].reverse();
  const fresh = join(original.folder, 'fresh.journal');
  for (const burn of [burnImage, burnModified]) {
    const failure = await failureOf(burn(recorder, result, { ranges, journal: fresh }));
    expect(failure).toMatchObject({ code: 'ERR_NO_COMMIT_RANGES' });
  }
  await imapi.close();
});
