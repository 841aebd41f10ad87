import { beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified, resumeBurn } from 'imapi2';

import { bytesPerSector, openDisc, prepareAppend, recordedDisc } from '../support/disc';
import { failureOf } from '../../jest/failure-of';
import { cutBurn, resume, smallDisc, type CutBurn, type SmallDisc } from '../support/power-cut';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

let original: SmallDisc;
/** Cut five sectors into the commit ranges, its unit torn. */
let cut: CutBurn;
beforeAll(async () => {
  original = await smallDisc(scratch(), 'dvd+rw');
  const { sessionSectors } = await cutBurn(original, [], { name: 'measure' });
  const at = { sectorsWritten: sessionSectors + 5 };
  cut = await cutBurn(original, [{ at, fail: 'torn-unit' }]);
});

const copies = { count: 0 };
/** A disc and its journal to be spoilt. */
function copy(): { disc: string; journal: string } {
  const name = join(original.folder, `copy ${copies.count++}`);
  copyFileSync(cut.disc, `${name}.disc`);
  copyFileSync(cut.journal, `${name}.journal`);
  return { disc: `${name}.disc`, journal: `${name}.journal` };
}

function fingerprint(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';
}

/** Resuming is refused with that code, nothing is written, and the journal stays as it was. */
async function refused(disc: string, journal: string, code: string): Promise<Error> {
  const before = [fingerprint(disc), fingerprint(journal)];
  const { error, writes } = await resume(disc, journal);
  expect(error).toMatchObject({ code, operation: expect.any(String) });
  expect(writes).toEqual([]);
  expect([fingerprint(disc), fingerprint(journal)]).toEqual(before);
  return error ?? new Error('not refused');
}

describe('resumeBurn refuses, with nothing written,', () => {
  test('a journal that is not there', async () => {
    const error = await refused(
      copy().disc,
      join(original.folder, 'none.journal'),
      'ERR_JOURNAL_MISSING',
    );
    expect(error.message).toContain('none.journal');
  });

  test('a journal that was cut short, or has a bit turned over, and a file that is none', async () => {
    const { disc, journal } = copy();
    const bytes = readFileSync(journal);
    for (const length of [0, 10, 100, bytes.length - 1]) {
      truncateSync(journal, length);
      await refused(disc, journal, 'ERR_JOURNAL_DAMAGED');
      writeFileSync(journal, bytes);
    }
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(5000) ^ 1, 5000);
    writeFileSync(journal, flipped);
    await refused(disc, journal, 'ERR_JOURNAL_DAMAGED');
    writeFileSync(journal, 'a letter to my aunt'.repeat(1000));
    await refused(disc, journal, 'ERR_JOURNAL_DAMAGED');
  });

  test('a folder where the journal should be', async () => {
    const folder = join(original.folder, 'folder.journal');
    mkdirSync(folder);
    const { imapi, recorder } = await openDisc(copy().disc);
    expect(await failureOf(resumeBurn(recorder, folder))).toMatchObject({
      code: 'ERR_JOURNAL_DAMAGED',
    });
    await imapi.close();
  });

  test('another disc, though it was recorded with the same files', async () => {
    const other = await smallDisc(scratch(), 'dvd+rw');
    const error = await refused(other.disc, copy().journal, 'ERR_JOURNAL_OTHER_DISC');
    expect(error.message).toContain("'CUT_DISC'");
    const larger = await smallDisc(scratch(), 'dvd+rw', 4096);
    await refused(larger.disc, copy().journal, 'ERR_JOURNAL_OTHER_DISC');
    const kind = await smallDisc(scratch(), 'bd-re');
    await refused(kind.disc, copy().journal, 'ERR_JOURNAL_OTHER_DISC');
  });

  test('its own disc once something else was recorded on it, which it would hide', async () => {
    const { journal } = copy();
    const later = await cutBurn(original, [], { name: 'later' });
    // Its anchors point where those of the journal would, at another session.
    await refused(later.disc, journal, 'ERR_JOURNAL_MISMATCH');
    const third = await openDisc(later.disc);
    const image = await third.imapi.createImage({ recorder: third.recorder });
    await image.add(Buffer.from('third'), '/third.txt');
    await burnModified(third.recorder, await image.createResult());
    await third.imapi.close();
    const error = await refused(later.disc, journal, 'ERR_JOURNAL_OTHER_DISC');
    expect(error.message).toContain('since');
  });

  test('a new session that is not what the journal says, and names the units', async () => {
    const { disc, journal } = copy();
    const [session] = cut.ranges;
    const lba = (session?.startLba ?? 0) + 40;
    const file = openSync(disc, 'r+');
    writeSync(file, Buffer.from('x'), 0, 1, lba * bytesPerSector + 7);
    closeSync(file);
    const error = await refused(disc, journal, 'ERR_JOURNAL_MISMATCH');
    expect(error).toMatchObject({
      name: 'BurnError',
      discState: 'commit-interrupted',
      mismatches: Int32Array.of(lba - (lba % 16), lba - (lba % 16) + 15),
    });
  });

  test('a drive that does not answer, which says nothing about the disc', async () => {
    const { disc, journal } = copy();
    const faults = [{ at: { sector: 64 }, fail: 'E_IMAPI_RECORDER_COMMAND_TIMEOUT' }];
    const { error, writes } = await resume(disc, journal, faults);
    expect(error).toMatchObject({ code: 'E_IMAPI_RECORDER_COMMAND_TIMEOUT' });
    expect(writes).toEqual([]);
    expect(existsSync(journal)).toBe(true);
  });

  test('bad arguments, as every call does', async () => {
    const { imapi, recorder } = await openDisc(copy().disc);
    for (const journal of ['', 'a\0b', 7 as unknown as string])
      expect(await failureOf(resumeBurn(recorder, journal))).toMatchObject({
        code: 'ERR_INVALID_ARGUMENT',
      });
    expect(await failureOf(resumeBurn(recorder, 'x', { verify: 'none' } as object))).toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
    await imapi.close();
  });
});

describe('a burn does not begin', () => {
  /** It is refused with that code, and the disc is what it was. */
  async function notBegun(journal: string, code: string): Promise<Error> {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const error = await failureOf(burnModified(recorder, result, { journal }));
    expect(error).toMatchObject({ name: 'ImapiError', code });
    expect(error.message).toContain(journal.slice(-12));
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(0);
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
    return error;
  }

  test('where its journal cannot be written', async () => {
    const journal = join(original.folder, 'no such folder', 'burn.journal');
    await notBegun(journal, 'ERR_JOURNAL_WRITE');
  });

  test('over a file that is no journal, or that of a burn that may still need it', async () => {
    const letter = join(original.folder, 'aunt-letter');
    writeFileSync(letter, 'dear aunt');
    await notBegun(letter, 'ERR_JOURNAL_EXISTS');
    expect(readFileSync(letter, 'utf8')).toBe('dear aunt');
    const { disc, journal } = copy();
    await notBegun(journal, 'ERR_JOURNAL_EXISTS');
    expect((await resume(disc, journal)).report).toMatchObject({ discState: 'complete' });
  });

  test('where the drive does not read what the journal is to hold, with what the drive says', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const plain = await prepareAppend(disc);
    const [commit] = [...((await plain.result.modifiedBlocks()) ?? [])].slice(-1);
    await plain.imapi.close();
    const fail = 'E_IMAPI_RECORDER_COMMAND_TIMEOUT';
    const at = { sector: commit?.endLba ?? NaN, access: 'read' } as const;
    const { imapi, recorder, result } = await prepareAppend(disc, { faults: [{ at, fail }] });
    const journal = join(original.folder, 'unread.journal');
    expect(await failureOf(burnModified(recorder, result, { journal }))).toMatchObject({
      code: fail,
      operation: 'IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)',
    });
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::Write')).toBe(0);
    expect(existsSync(journal)).toBe(false);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('where no journal could finish it: a list without commit ranges', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc());
    const ranges = [...((await result.modifiedBlocks()) ?? [])].reverse();
    const journal = join(original.folder, 'reversed.journal');
    expect(await failureOf(burnModified(recorder, result, { ranges, journal }))).toMatchObject({
      code: 'ERR_NO_COMMIT_RANGES',
    });
    expect(existsSync(journal)).toBe(false);
    await imapi.close();
  });
});

test('a journal is held while its burn runs, and what a killed process left of one is no obstacle', async () => {
  const disc = await recordedDisc();
  const journal = join(original.folder, 'held.journal');
  writeFileSync(`${journal}.partial`, 'half a journal');
  const { imapi, recorder, result } = await prepareAppend(disc, { speed: 60 });
  const other = await openDisc(copy().disc);
  const burn = burnModified(recorder, result, { journal });
  for await (const { action } of burn) {
    if (action !== 'writing') continue;
    expect(existsSync(`${journal}.partial`)).toBe(false);
    expect(() => writeFileSync(journal, 'mine')).toThrow();
    const busy = resumeBurn(other.recorder, journal);
    expect(await failureOf(busy)).toMatchObject({ code: 'ERR_BUSY', retryable: true });
    break;
  }
  burn.cancel();
  await failureOf(burn);
  await imapi.close();
  await other.imapi.close();
});

test('a whole image on a blank disc needs no journal, and says that it wrote none', async () => {
  const folder = (await smallDisc(scratch(), 'dvd+rw')).folder;
  const { imapi, recorder } = await openDisc(join(folder, 'blank.disc'), { sectors: 2048 });
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('first'), '/first.txt');
  const journal = join(folder, 'blank.journal');
  const report = await burnModified(recorder, await image.createResult(), {
    whenWholeImage: 'if-blank',
    journal,
  });
  expect(report).toMatchObject({ mode: 'whole', warnings: [expect.stringMatching(/No journal/)] });
  expect(existsSync(journal)).toBe(false);
  await imapi.close();
  // Nor does burnImage take one for a whole image.
  const again = await openDisc(join(folder, 'blank.disc'));
  const options = { journal } as object;
  expect(await failureOf(burnImage(again.recorder, 'x.iso', options))).toMatchObject({
    code: 'ERR_INVALID_OPTION',
  });
  await again.imapi.close();
});
