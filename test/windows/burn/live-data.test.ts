// Lists of a caller that have the shape of a commit, and replace sectors that the disc is using before it.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { burnImage, burnModified, planBurn, type BlockRange, type Fault } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { openDisc, prepareAppend, recordedDisc } from '../support/disc';
import { changedIso, copyOf, isoDisc, type IsoDisc } from '../support/iso-disc';

jest.setTimeout(120_000);

const unwritable = (sector: number): Fault => ({
  at: { sector, access: 'write' },
  fail: 'E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE',
});

describe('ranges of an .iso whose last one holds an anchor', () => {
  const ranges: readonly BlockRange[] = [
    { startLba: 400, endLba: 415 },
    { startLba: 480, endLba: 495 },
    { startLba: 256, endLba: 271 },
  ];
  let original: IsoDisc;
  let iso: string;
  beforeAll(async () => {
    original = await isoDisc();
    iso = changedIso(original, [400, 480]);
  });

  test.each([
    ['behind its first range', unwritable(480), 'commit-interrupted'],
    ['at its last range', unwritable(256), 'commit-interrupted'],
    ['without a sector', { at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_FAIL' }, 'unchanged'],
  ] as [string, Fault, string][])('a burn that fails %s', async (_where, fault, discState) => {
    const { imapi, recorder } = await openDisc(copyOf(original), { faults: [fault] });
    const burn = burnImage(recorder, iso, { ranges });
    expect(await failureOf(burn)).toMatchObject({ name: 'BurnError', discState });
    await imapi.close();
  });

  test('a range that is on the disc already hides none that was replaced', async () => {
    const same = { startLba: 304, endLba: 319 };
    const faults = [unwritable(480)];
    const { imapi, recorder } = await openDisc(copyOf(original), { faults });
    const burn = burnImage(recorder, iso, { ranges: [same, ...ranges] });
    expect(await failureOf(burn)).toMatchObject({ discState: 'commit-interrupted' });
    await imapi.close();
  });
});

describe('ranges of an appended image', () => {
  const live = { startLba: 528, endLba: 543 };

  test('have commit ranges where they keep to the new session until then', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc());
    const own = [...((await result.modifiedBlocks()) ?? [])];
    const { commitRanges } = await planBurn(recorder, result);
    expect(commitRanges).toBe(2);
    const plans = [own, [live, ...own]].map((ranges) => planBurn(recorder, result, { ranges }));
    expect((await Promise.all(plans)).map((plan) => plan.commitRanges)).toEqual([2, null]);
    await imapi.close();
  });

  test('have none on another disc than the one that the image continues', async () => {
    const [disc, other] = [await recordedDisc(), await recordedDisc()];
    const { imapi, result } = await prepareAppend(disc, { more: [{ disc: other }] });
    const second = await imapi.recorder((await imapi.recorders())[1]?.id ?? '');
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    expect(await planBurn(second, result, { ranges })).toMatchObject({ commitRanges: null });
    await imapi.close();
  });

  test('that replace live data first are interrupted once they have', async () => {
    const disc = await recordedDisc();
    const { startLba = NaN } =
      (await prepareAppend(disc).then(async ({ imapi, result }) => {
        const [session] = (await result.modifiedBlocks()) ?? [];
        await imapi.close();
        return session;
      })) ?? {};
    const faults = [unwritable(startLba)];
    const { imapi, recorder, result } = await prepareAppend(disc, { faults });
    const own = [...((await result.modifiedBlocks()) ?? [])];
    const options = { ranges: [live, ...own] };
    const journal = `${disc}.journal`;
    expect(await failureOf(burnModified(recorder, result, { ...options, journal }))).toMatchObject({
      code: 'ERR_NO_COMMIT_RANGES',
    });
    expect(await failureOf(burnModified(recorder, result, options))).toMatchObject({
      discState: 'commit-interrupted',
    });
    await imapi.close();
  });
});
