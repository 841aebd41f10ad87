import { describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { burnImage, burnModified, type BlockRange } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  bytesPerSector,
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  treeOnDisc,
} from '../support/disc';
import { scratch } from '../support/scratch';
import { joined, sectorsOf } from '../support/sectors';

describe.each(['ranges', 'whole-image'])("IMAPI2's own verification, which reads %s", (reads) => {
  test.each(['quick', 'full'] as const)(
    '%s passes, and is off again afterwards',
    async (verify) => {
      const disc = await recordedDisc();
      const { imapi, recorder, result } = await prepareAppend(disc, {
        switches: { 'full-verification': reads },
      });
      const actions = new Set<string | null>();
      const report = await burnModified(recorder, result, {
        verify,
        onProgress: ({ action }) => actions.add(action),
      });
      expect(report).toMatchObject({ verified: verify, mode: 'modified' });
      const set = 'calls:IBurnVerification::put_BurnVerificationLevel';
      expect(await imapi.virtual?.counter(set)).toBe(2);
      await imapi.close();
      expect(await treeOnDisc(disc)).toContain('/new/added.bin');
    },
  );
});

test.each(['quick', 'full'] as const)(
  "IMAPI2's own verification, %s, finds a new disc that no write has reached",
  async (verify) => {
    const { imapi, recorder } = await openDisc(newDisc(), {
      faults: [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'lose-writes' }],
    });
    const image = await imapi.createImage({ recorder });
    await image.add(Buffer.from('lost'), '/lost.txt');
    const burn = burnImage(recorder, await image.createResult(), { verify });
    expect(await failureOf(burn)).toMatchObject({ code: 'E_IMAPI_BURN_VERIFICATION_FAILED' });
    await imapi.close();
  },
);

describe('a write speed', () => {
  test('that the drive does not have is told in a warning, and the next burn is at full speed again', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result, image } = await prepareAppend(disc);
    const before = (await recorder.media()).currentWriteSpeed;
    const report = await burnModified(recorder, result, { writeSpeed: 1 });
    expect(report.warnings.join()).toMatch(/another write speed/);
    expect((await recorder.media()).currentWriteSpeed).toBe(before);
    await result.close();
    await image.close();
    const again = await imapi.createImage({ recorder });
    await again.add(Buffer.from('again'), '/again.txt');
    const plain = await burnModified(recorder, await again.createResult(), { writeSpeed: 'max' });
    expect(plain.warnings).toEqual([]);
    await imapi.close();
  });
});

describe('after the burn', () => {
  test('closeMedia is set for that burn only', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc());
    await burnModified(recorder, result, { closeMedia: true });
    const set = 'calls:IDiscFormat2Data::put_ForceMediaToBeClosed';
    expect(await imapi.virtual?.counter(set)).toBe(2);
    await imapi.close();
  });

  test('ejectAfter ejects, once the drive is free again', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc);
    const report = await burnModified(recorder, result, { ejectAfter: true });
    expect(report.warnings).toEqual([]);
    expect(await failureOf(recorder.media())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('a drive that does not eject is a warning, and the burn a success', async () => {
    const faults = [{ at: { call: 'IDiscRecorder2::EjectMedia' }, fail: 'E_FAIL' }];
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { faults });
    const report = await burnModified(recorder, result, { ejectAfter: true });
    expect(report.warnings.join()).toMatch(/did not eject/);
    await imapi.close();
  });
});

describe('an .iso file', () => {
  test('with ranges is recorded at these ranges and nowhere else', async () => {
    const disc = await recordedDisc();
    const source = await prepareAppend(disc);
    const ranges: BlockRange[] = [...((await source.result.modifiedBlocks()) ?? [])];
    const file = join(scratch(), 'image.iso');
    writeFileSync(file, await buffer(source.result.stream()));
    await source.imapi.close();

    const { imapi, recorder } = await openDisc(disc);
    const report = await burnImage(recorder, file, { ranges });
    expect(report).toMatchObject({ mode: 'modified', ranges: ranges.length });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('whose ranges cannot be right is refused, and nothing is written', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const file = join(scratch(), 'image.iso');
    writeFileSync(file, Buffer.alloc(64 * bytesPerSector, 1));
    const { imapi, recorder } = await openDisc(disc);
    const ranges = [{ startLba: 0, endLba: 64 }];
    expect(await failureOf(burnImage(recorder, file, { ranges, overwrite: true }))).toMatchObject({
      code: 'ERR_BLOCK_RANGES',
    });
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('a burn that is cancelled before it writes', () => {
  test('is a BurnAbortedError, and the disc is unchanged', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    // The drive is busy with these first, so that the burn can't have begun to write when it is cancelled.
    const ahead = Array.from({ length: 100 }, () => recorder.readSectors(0, 512));
    const burn = burnModified(recorder, result);
    expect(burn.cancel('at once')).toBe(true);
    expect(await failureOf(burn)).toMatchObject({
      name: 'AbortError',
      cause: 'at once',
      discState: 'unchanged',
    });
    await Promise.all(ahead);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('an image that has no drive', () => {
  test('is recorded as it is, although somebody began to read it a moment before', async () => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc);
    const image = await imapi.createImage({ media: 'dvd+rw' });
    for (let file = 0; file < 40; file++)
      await image.add(Buffer.alloc(100_000, file), `/${String(file)}.bin`);
    const result = await image.createResult();
    const expected = await buffer(result.stream());
    const readers = Array.from({ length: 30 }, (_, index) =>
      buffer(result.stream({ startLba: index * 50 })).catch(() => undefined),
    );
    // The readers' first calls are on their way to the image's worker.
    await new Promise((resolve) => setImmediate(resolve));
    await burnImage(recorder, result, { verify: 'none' });
    await Promise.all(readers);
    await imapi.close();
    expect(sectorsOf(disc).subarray(0, expected.length).equals(expected)).toBe(true);
  });
});

describe('while a burn runs', () => {
  test('one more handle of its drive is refused at once, and not when the burn has ended', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { speed: 30 });
    const burn = burnModified(recorder, result);
    expect(await failureOf(imapi.recorder(recorder.info.id))).toMatchObject({ code: 'ERR_BUSY' });
    expect(burn.state).toBe('running');
    burn.cancel();
    await failureOf(burn);
    expect((await imapi.recorder(recorder.info.id)).info).toEqual(recorder.info);
    await imapi.close();
  });
});
