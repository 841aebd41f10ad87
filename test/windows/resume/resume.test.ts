import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { burnModified, resumeBurn, type BurnProgress, type MediaType } from 'imapi2';

import { openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { failureOf } from '../../jest/failure-of';
import { cutBurn, resume, smallDisc, type CutBurn, type SmallDisc } from '../support/power-cut';
import { scratch } from '../support/scratch';

let original: SmallDisc;
beforeAll(async () => {
  original = await smallDisc(scratch(), 'dvd+rw');
});

/** A burn whose power went after `extra` sectors of its commit ranges. */
async function interrupted(
  extra: number,
  fail = 'power-cut',
  disc: SmallDisc = original,
): Promise<CutBurn> {
  const { sessionSectors } = await cutBurn(disc, [], { name: 'measure' });
  return cutBurn(disc, [{ at: { sectorsWritten: sessionSectors + extra }, fail }]);
}

describe('a burn with a journal', () => {
  test('that succeeds removes it, and leaves nothing else beside it', async () => {
    const disc = await smallDisc(scratch(), 'dvd+rw');
    const cut = await cutBurn(disc, []);
    expect(cut.error).toBeNull();
    expect(readdirSync(disc.folder).sort()).toEqual(['cut.disc', 'original.disc']);
  });

  test('has it whole on the disk before the first sector is written', async () => {
    const faults = [{ at: { sectorsWritten: 0 }, fail: 'power-cut' }];
    const cut = await cutBurn(original, faults, { name: 'early' });
    expect(cut.error).toMatchObject({ name: 'BurnError', discState: 'unknown' });
    expect(await resume(cut.disc, cut.journal)).toMatchObject({
      report: { discState: 'old-session-valid' },
    });
  });

  test('reads what it is going to write first, and the fraction never goes back', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc());
    const seen: BurnProgress[] = [];
    const journal = `${original.folder}\\progress.journal`;
    const burn = burnModified(recorder, result, {
      journal,
      onProgress: (progress) => seen.push(progress),
    });
    expect((await burn).warnings).toEqual([]);
    await imapi.close();
    expect(seen.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['create', 'verify']));
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
    expect(fractions.filter((fraction) => fraction === 1)).toHaveLength(1);
  });

  test.each([
    ['refused', 'IDiscFormat2Data::SetWriteSpeed'],
    ['failed with nothing written', 'IDiscFormat2Data::Write'],
  ])('that was %s leaves none behind', async (_how, call) => {
    const faults = [{ at: { call }, fail: 'E_FAIL' }];
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc(), { faults });
    const journal = `${original.folder}\\none.journal`;
    const burn = burnModified(recorder, result, { journal, writeSpeed: 680 });
    expect(await failureOf(burn)).toMatchObject({ code: 'E_FAIL' });
    await imapi.close();
    expect(existsSync(journal)).toBe(false);
  });

  test('that is cancelled keeps it, and the next burn with the same journal replaces it', async () => {
    const disc = await recordedDisc();
    const journal = `${original.folder}\\again.journal`;
    const first = await prepareAppend(disc, { speed: 30 });
    const burn = burnModified(first.recorder, first.result, { journal });
    for await (const { action, blocksWritten } of burn) {
      if (action !== 'writing' || blocksWritten === 0) continue;
      burn.cancel();
      break;
    }
    expect(await failureOf(burn)).toMatchObject({
      code: 'ABORT_ERR',
      discState: 'old-session-valid',
    });
    await first.imapi.close();
    expect(existsSync(journal)).toBe(true);
    const second = await prepareAppend(disc);
    await burnModified(second.recorder, second.result, { journal });
    await second.imapi.close();
    expect(existsSync(journal)).toBe(false);
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });
});

describe('resumeBurn', () => {
  const media: readonly MediaType[] = ['dvd+rw', 'dvd-rw', 'dvd-ram', 'bd-re'];
  test.each(media)('finishes a %s whose power went inside the unit of an anchor', async (type) => {
    const disc = await smallDisc(scratch(), type);
    const cut = await interrupted(5, 'torn-unit', disc);
    const { report, writes, forced } = await resume(cut.disc, cut.journal);
    expect(report).toMatchObject({
      mode: 'modified',
      discState: 'complete',
      ranges: 2,
      blocksPlanned: 2 * (type === 'bd-re' ? 32 : 16),
      verified: 'ranges',
      imageBlocks: cut.image.length / 2048,
      warnings: [],
    });
    expect(report?.blocksWritten).toBe(report?.blocksPlanned);
    expect(writes).toEqual(cut.ranges.slice(1));
    expect(forced).toBe(0);
    expect(await treeOnDisc(cut.disc)).toContain('/new/added.bin');
  });

  test('whose power goes again can be called again, wherever that was', async () => {
    // Cut cleanly behind the first sector of the last unit, which is its anchor, a burn is complete.
    const places = { 'power-cut': [0, 7, 16], 'torn-unit': [0, 7, 16, 20, 31] };
    for (const [fail, cuts] of Object.entries(places)) {
      const cut = await interrupted(3, 'torn-unit');
      for (const sectorsWritten of cuts) {
        const faults = [{ at: { sectorsWritten }, fail }];
        const { error } = await resume(cut.disc, cut.journal, faults);
        expect(error).toMatchObject({ name: 'BurnError', discState: 'commit-interrupted' });
        expect(existsSync(cut.journal)).toBe(true);
      }
      const { report } = await resume(cut.disc, cut.journal);
      expect(report).toMatchObject({ discState: 'complete' });
      expect(await treeOnDisc(cut.disc)).toContain('/new/added.bin');
    }
  });

  test('reports its progress, gives the drive back and needs nothing but the journal', async () => {
    const cut = await interrupted(16);
    const { imapi, recorder } = await openDisc(cut.disc);
    const seen: BurnProgress[] = [];
    const running = resumeBurn(recorder, cut.journal);
    expect(await failureOf(recorder.media())).toMatchObject({ code: 'ERR_BUSY' });
    for await (const progress of running) seen.push(progress);
    expect(await running).toMatchObject({ discState: 'complete' });
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
    expect(fractions.at(-1)).toBe(1);
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
  });

  test('that is cancelled rejects as a burn does, and can be called again', async () => {
    const cut = await interrupted(16);
    const { imapi, recorder } = await openDisc(cut.disc);
    const early = resumeBurn(recorder, cut.journal, { signal: AbortSignal.abort('no') });
    expect(await failureOf(early)).toMatchObject({ code: 'ABORT_ERR', discState: 'unchanged' });
    const running = resumeBurn(recorder, cut.journal);
    running.cancel('not now');
    expect(await failureOf(running)).toMatchObject({ code: 'ABORT_ERR', cause: 'not now' });
    expect(await recorder.exclusiveOwner()).toBeNull();
    expect(await resumeBurn(recorder, cut.journal)).toMatchObject({ discState: 'complete' });
    await imapi.close();
  });
});
