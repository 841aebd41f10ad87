import { describe, expect, test } from '@jest/globals';
import { burnModified, planBurn, type BlockRange } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { joined, sectorsOf } from '../support/sectors';

describe("IMAPI2FS's list, where it can't be right", () => {
  test.each([
    ['empty', 'ERR_BLOCK_RANGES', /empty|no range/i],
    ['null-element', 'ERR_BLOCK_RANGES', /element \d|range \d/i],
    ['wrong-type', 'ERR_BLOCK_RANGES', /element \d|range \d/i],
    ['negative', 'ERR_BLOCK_RANGES', /element \d|range \d/i],
    ['reversed', 'ERR_BLOCK_RANGES', /element \d|range \d/i],
    ['outside-image', 'ERR_BLOCK_RANGES', /element \d|range \d/i],
    ['e-fail', 'E_FAIL', /BlockRange|ModifiedBlocks/],
  ])('%s is an error that names the element, and nothing is written', async (shape, code, text) => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'block-ranges': shape },
    });
    for (const call of [planBurn(recorder, result), burnModified(recorder, result)]) {
      const error = await failureOf(call);
      expect(error).toMatchObject({ name: 'ImapiError', code });
      expect(error.message).toMatch(text);
      expect(error['operation']).toEqual(expect.stringMatching(/\w/));
    }
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe("IMAPI2FS's list, where it is merely odd", () => {
  test.each(['overlapping', 'unaligned'])(
    '%s is passed on untouched, with a warning',
    async (shape) => {
      const disc = await recordedDisc();
      const { imapi, recorder, result } = await prepareAppend(disc, {
        switches: { 'block-ranges': shape },
      });
      const ranges = [...((await result.modifiedBlocks()) ?? [])];
      expect((await planBurn(recorder, result)).warnings).not.toEqual([]);
      const report = await burnModified(recorder, result);
      expect(report.warnings).not.toEqual([]);
      expect(report.ranges).toBe(ranges.length);
      expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
      await imapi.close();
      expect(await treeOnDisc(disc)).toContain('/new/added.bin');
    },
  );

  test('anchors before the session are no commit: the plan says that nothing is promised of a cut', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'block-ranges': 'anchors-first' },
    });
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    const plan = await planBurn(recorder, result);
    expect(plan).toMatchObject({ mode: 'modified', commitRanges: null });
    expect(plan.warnings.join(' ')).toMatch(/interrupted can leave a disc that shows neither/);
    expect(await burnModified(recorder, result)).toMatchObject({ warnings: plan.warnings });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('anchors before the session, and a cut behind them: nobody says that the old session is whole', async () => {
    const { recorder, result } = await prepareAppend(await recordedDisc(), {
      switches: { 'block-ranges': 'anchors-first' },
      faults: [{ at: { sectorsWritten: 40 }, fail: 'eject' }],
    });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({ discState: 'unknown' });
  });

  test.each(['vt-unknown', 'lower-bound', 'split'])('%s is read as any other', async (shape) => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'block-ranges': shape },
    });
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    const report = await burnModified(recorder, result);
    expect(report).toMatchObject({ mode: 'modified', ranges: ranges.length });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('a list of the stream that differs from ModifiedBlocks governs, with a warning', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'stream-ranges': 'different' },
    });
    const stream = [...((await result.streamBlockRanges()) ?? [])];
    expect(stream).not.toEqual([...((await result.modifiedBlocks()) ?? [])]);
    const report = await burnModified(recorder, result);
    expect(report.warnings).not.toEqual([]);
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(stream));
    await imapi.close();
  });
});

describe("a caller's own list", () => {
  const list = async (change: (ranges: BlockRange[]) => BlockRange[]): Promise<void> => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const ranges = change([...((await result.modifiedBlocks()) ?? [])]);
    const error = await failureOf(burnModified(recorder, result, { ranges }));
    expect(error).toMatchObject({ code: 'ERR_BLOCK_RANGES' });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  };

  test('that is empty is refused', () => list(() => []));
  test('that leaves the image is refused', () =>
    list((own) => [...own, { startLba: 1_000_000, endLba: 1_000_015 }]));
  test('that overlaps itself is refused', () => list((own) => [...own, ...own.slice(0, 1)]));
  test('that is not aligned to write units is refused', () =>
    list((own) => own.map(({ startLba, endLba }) => ({ startLba: startLba + 1, endLba }))));

  test('that is exact is recorded as given', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc);
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    const report = await burnModified(recorder, result, { ranges });
    expect(report).toMatchObject({ mode: 'modified', ranges: ranges.length });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });
});
