import { describe, expect, test } from '@jest/globals';
import { burnModified, planBurn } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { openDisc, prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { joined, sectorsOf } from '../support/sectors';

describe("a modified burn, under every reading of IMAPI2's behaviour", () => {
  test.each([
    ['stream-reads', 'calling-thread'],
    ['range-list', 'ignored-when-forced'],
    ['write-figures', 'per-image'],
    ['idle-lbas', 'stale'],
    ['write-result', 'speed-adjusted'],
    ['write-result', 'rotation-adjusted'],
    ['write-result', 'both-adjusted'],
    ['multisession', 'random-write-and-sequential'],
    ['last-written-address', 'last-sector'],
  ])('records exactly the ranges where %s is %s', async (name, value) => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, { switches: { [name]: value } });
    const ranges = [...((await result.streamBlockRanges()) ?? [])];
    expect(ranges.length).toBeGreaterThan(0);
    const report = await burnModified(recorder, result);
    expect(report).toMatchObject({ mode: 'modified', verified: 'ranges', ranges: ranges.length });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(joined(ranges));
    await imapi.close();
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('is refused by the drive that wants ForceOverwrite, with nothing written and nothing forced', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const switches = { 'append-without-force': 'refused' };
    const { imapi, recorder, result } = await prepareAppend(disc, { switches });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK',
      discState: 'unchanged',
    });
    expect(await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite')).toBe(0);
    await imapi.close();
    expect(sectorsOf(disc).equals(before)).toBe(true);
  });

  test('is refused where the stream has no list although ModifiedBlocks has', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      switches: { 'stream-ranges': 'none' },
    });
    expect(await result.modifiedBlocks()).not.toBeNull();
    expect(await planBurn(recorder, result)).toMatchObject({ mode: 'whole' });
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'ERR_WHOLE_IMAGE_REQUIRED',
    });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual([]);
    await imapi.close();
  });
});

describe.each(['becoming-ready', 'ready'])(
  'a tray that was closed, and the drive is %s',
  (ready) => {
    test('waitUntilReady waits for the drive', async () => {
      const { imapi, recorder } = await openDisc(await recordedDisc(), {
        switches: { 'tray-close': ready },
      });
      await recorder.eject();
      await recorder.closeTray();
      await recorder.waitUntilReady();
      expect(await recorder.media()).toMatchObject({ type: 'dvd+rw' });
      await imapi.close();
    });
  },
);
