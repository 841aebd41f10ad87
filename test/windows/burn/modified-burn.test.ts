import { describe, expect, test } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { BlockRangeList, burnModified, planBurn, type ImageResult, type MediaType } from 'imapi2';

import { bytesPerSector, openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { covers, differences, joined, sectorsOf } from '../support/sectors';

const media: readonly MediaType[] = ['dvd+rw', 'bd-re'];

describe.each(media)('a modified burn on a %s', (type) => {
  test('makes the disc what the image said, in list order, and touches nothing else', async () => {
    const disc = await recordedDisc(type);
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const expected = await buffer(result.stream());
    expect(expected.length).toBe(result.totalBlocks * bytesPerSector);
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    expect(ranges.length).toBeGreaterThan(1);

    const report = await burnModified(recorder, result);
    const writes = (await imapi.virtual?.writes(recorder.info.id)) ?? [];
    const forced = await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite');
    const calls = await imapi.virtual?.counter('calls:IDiscFormat2Data::Write');
    await imapi.close();

    expect(calls).toBe(1);
    expect(report).toMatchObject({ mode: 'modified', ranges: ranges.length, verified: 'ranges' });
    expect(report.blocksPlanned).toBe(BlockRangeList.from(ranges).blockCount);
    expect(report.imageBlocks).toBe(result.totalBlocks);
    // The image, byte for byte.
    const after = sectorsOf(disc);
    expect(after.subarray(0, expected.length).equals(expected)).toBe(true);
    // Nothing outside of the ranges, by the disc's own content and by the drive's log.
    const changed = differences(before, after);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((range) => !covers(ranges, range))).toEqual([]);
    expect(writes).toEqual(joined(ranges));
    expect(forced).toBe(0);
  });

  test('leaves both sessions readable: the new files, and the old ones that were not touched', async () => {
    const disc = await recordedDisc(type);
    const { imapi, recorder, result } = await prepareAppend(disc);
    await burnModified(recorder, result);
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual([
      '/changes.txt',
      '/empty.txt',
      '/folder/',
      '/folder/deep/',
      '/folder/deep/file.bin',
      '/new/',
      '/new/added.bin',
      '/stays.bin',
    ]);
  });

  test('does what its plan said', async () => {
    const disc = await recordedDisc(type);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const plan = await planBurn(recorder, result);
    const list = BlockRangeList.from(plan.ranges);
    expect(plan).toMatchObject({
      mode: 'modified',
      rangeCount: list.length,
      blocks: list.blockCount,
    });
    expect(plan.bytes).toBe(plan.blocks * bytesPerSector);
    expect(plan.fraction).toBeCloseTo(plan.blocks / plan.imageBlocks);
    expect(plan.fraction).toBeLessThan(1);
    expect(plan.writeUnit).toBe(type === 'bd-re' ? 32 : 16);
    expect(plan.alignedBlocks).toBe(plan.blocks);
    expect(plan.commitRanges).toBeGreaterThan(0);
    expect(plan.warnings).toEqual([]);
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    const report = await burnModified(recorder, result, { plan });
    expect([report.ranges, report.blocksPlanned]).toEqual([plan.rangeCount, plan.blocks]);
    await imapi.close();
  });

  test('can be followed by a third session', async () => {
    const disc = await recordedDisc(type);
    const second = await prepareAppend(disc);
    await burnModified(second.recorder, second.result);
    await second.result.close();
    await second.image.close();
    const image = await second.imapi.createImage({ recorder: second.recorder });
    await image.add(Buffer.from('third'), '/third.txt');
    await burnModified(second.recorder, await image.createResult());
    await second.imapi.close();
    expect(await treeOnDisc(disc)).toEqual(
      expect.arrayContaining(['/third.txt', '/new/added.bin', '/stays.bin']),
    );
  });
});

describe('a plan', () => {
  test('that no longer fits is refused with ERR_PLAN_STALE, and nothing is written', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder, result } = await prepareAppend(disc);
    const plan = await planBurn(recorder, result);
    const stale = { ...plan, ranges: plan.ranges.slice(2) };
    await expect(burnModified(recorder, result, { plan: stale })).rejects.toMatchObject({
      code: 'ERR_PLAN_STALE',
    });
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });
});

describe('a plan of another image', () => {
  test.each(['unique', 'volume-name'])(
    'with the very same ranges is refused with ERR_PLAN_STALE, and its own image is not: DiscId is %s',
    async (discId) => {
      const disc = await recordedDisc();
      const { imapi, recorder } = await openDisc(disc, { switches: { 'disc-id': discId } });
      const resultOf = async (text: string): Promise<ImageResult> => {
        const image = await imapi.createImage({ recorder });
        await image.add(Buffer.from(text), '/added.txt');
        return image.createResult();
      };
      const [one, two] = [await resultOf('one'), await resultOf('two')];
      const plan = await planBurn(recorder, one);
      expect((await planBurn(recorder, two)).ranges).toEqual(plan.ranges);
      await expect(burnModified(recorder, two, { plan })).rejects.toMatchObject({
        code: 'ERR_PLAN_STALE',
      });
      // As it crosses Electron's IPC.
      await burnModified(recorder, one, { plan: structuredClone(plan) });
      await imapi.close();
    },
  );
});

describe('the report of a burn', () => {
  test('says how much the drive told of, and null where it told nothing', async () => {
    const told = await prepareAppend(await recordedDisc());
    const { blocksWritten, blocksPlanned } = await burnModified(told.recorder, told.result);
    expect(blocksWritten).toBe(blocksPlanned);
    // No event is delivered.
    const faults = Array.from({ length: 100 }, (_, index) => ({
      at: { call: 'DDiscFormat2DataEvents::Update', nth: index + 1 },
      fail: 'E_FAIL',
    }));
    const silent = await prepareAppend(await recordedDisc(), { faults });
    expect((await burnModified(silent.recorder, silent.result)).blocksWritten).toBeNull();
  });

  test('is not that of a failure where the drive is busy for a moment before it is read back', async () => {
    const disc = await recordedDisc();
    const dry = await prepareAppend(disc);
    const calls = 'calls:IConnectionPoint::Unadvise';
    const before = (await dry.imapi.virtual?.counter(calls)) ?? NaN;
    await dry.imapi.close();
    // The burn lets go of its events once Write has returned.
    const at = { call: 'IConnectionPoint::Unadvise', nth: before + 1 };
    const faults = [{ at, fail: 'becoming-ready', commands: 2 } as const];
    const { recorder, result } = await prepareAppend(disc, { faults });
    expect(await burnModified(recorder, result)).toMatchObject({ verified: 'ranges' });
  });

  test('comes only where nobody was told that the burn is going to stop', async () => {
    const { recorder, result } = await prepareAppend(await recordedDisc());
    const told = { stops: false };
    const burn = burnModified(recorder, result, {
      verify: 'none',
      onProgress: ({ action }) => {
        if (action === 'finalizing' || action === 'completed') told.stops ||= burn.cancel();
      },
    });
    const ending = await burn.then(
      () => 'recorded',
      (error: unknown) => error,
    );
    if (told.stops) expect(ending).toMatchObject({ name: 'AbortError', discState: 'complete' });
    else expect(ending).toBe('recorded');
  });
});

describe('what was recorded', () => {
  test('keeps the volume name of the first session', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc);
    await burnModified(recorder, result);
    await imapi.close();
    const again = await openDisc(disc);
    const image = await again.imapi.createImage({ recorder: again.recorder });
    expect(image.volumeName).toBe('TEST_DISC');
    await again.imapi.close();
  });
});
