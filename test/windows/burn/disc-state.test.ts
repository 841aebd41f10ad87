import { describe, expect, jest, test } from '@jest/globals';
import { burnImage, burnModified, type Fault } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  content,
  firstSession,
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  treeOnDisc,
} from '../support/disc';
import { sectorsOf } from '../support/sectors';

jest.setTimeout(120_000);

/** No event of the burn arrives: what it did to the disc can be read there, and nowhere else. */
const everyEventLost = Array.from({ length: 20 }, (_, index): Fault => {
  return { at: { call: 'DDiscFormat2DataEvents::Update', nth: index + 1 }, fail: 'E_FAIL' };
});

const unwritable = (sector: number): Fault => ({
  at: { sector, access: 'write' },
  fail: 'E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE',
});

/** What an append says of the disc that fails so, and whether the disc's sectors changed. */
async function appendWith(disc: string, faults: readonly Fault[]): Promise<[unknown, boolean]> {
  const before = sectorsOf(disc);
  const { imapi, recorder, result } = await prepareAppend(disc, { faults });
  const { discState } = (await failureOf(burnModified(recorder, result))) as {
    discState?: unknown;
  };
  await imapi.close();
  return [discState, !sectorsOf(disc).equals(before)];
}

async function sessionStart(disc: string): Promise<number> {
  const { imapi, result } = await prepareAppend(disc);
  const [session] = (await result.modifiedBlocks()) ?? [];
  await imapi.close();
  return session?.startLba ?? NaN;
}

describe('a burn of which no event arrives, and which fails', () => {
  test('behind its first write unit has changed the disc', async () => {
    const disc = await recordedDisc();
    const faults = [...everyEventLost, unwritable((await sessionStart(disc)) + 80)];
    expect(await appendWith(disc, faults)).toEqual(['old-session-valid', true]);
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });

  test('at its first sector has not', async () => {
    const disc = await recordedDisc();
    const faults = [...everyEventLost, unwritable(await sessionStart(disc))];
    expect(await appendWith(disc, faults)).toEqual(['unchanged', false]);
  });

  test('with a drive that says nothing any more is unknown', async () => {
    const disc = await recordedDisc();
    const faults: Fault[] = [...everyEventLost, { at: { sectorsWritten: 40 }, fail: 'power-cut' }];
    expect(await appendWith(disc, faults)).toEqual(['unknown', true]);
  });

  test.each([
    ['unchanged', { at: { call: 'IDiscFormat2Data::Write' }, fail: 'E_FAIL' }],
    ['unknown', unwritable(40)],
  ] as [string, Fault][])('on a blank disc says that it is %s', async (discState, fault) => {
    const { imapi, recorder } = await openDisc(newDisc(), { faults: [...everyEventLost, fault] });
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const burn = burnImage(recorder, await image.createResult());
    expect(await failureOf(burn)).toMatchObject({ name: 'BurnError', discState });
    await imapi.close();
  });

  test.each([
    [0, 'unchanged'],
    [64, 'old-session-valid'],
  ])('%d sectors into a session of a write-once disc is %s', async (sectors, discState) => {
    const disc = await recordedDisc('dvd+r');
    const probe = await openDisc(disc);
    const start = (await probe.recorder.media()).nextWritableAddress ?? NaN;
    await probe.imapi.close();
    const faults = [...everyEventLost, unwritable(start + sectors)];
    const { imapi, recorder } = await openDisc(disc, { faults });
    const image = await imapi.createImage({ recorder });
    await image.add(content(3, 400_000), '/added.bin');
    const burn = burnImage(recorder, await image.createResult());
    expect(await failureOf(burn)).toMatchObject({ name: 'BurnError', discState });
    await imapi.close();
  });
});

describe('a disc that is swapped during a burn', () => {
  test.each([true, false])('is not taken for the disc of the burn: events %s', async (events) => {
    const [disc, other] = [await recordedDisc(), await recordedDisc()];
    const otherBefore = sectorsOf(other);
    const swap: Fault = { at: { sectorsWritten: 64 }, fail: 'swap-disc', disc: other };
    const faults = [...(events ? [] : everyEventLost), swap];
    expect(await appendWith(disc, faults)).toEqual(['unknown', true]);
    expect(sectorsOf(other).equals(otherBefore)).toBe(true);
  });

  test('not even where both are blank', async () => {
    const faults: Fault[] = [
      { at: { call: 'IDiscFormat2Data::Write' }, fail: 'swap-disc', disc: newDisc() },
    ];
    const { imapi, recorder } = await openDisc(newDisc(), { faults });
    const image = await imapi.createImage({ recorder });
    await addFiles(image, firstSession);
    const burn = burnImage(recorder, await image.createResult());
    expect(await failureOf(burn)).toMatchObject({ name: 'BurnError', discState: 'unknown' });
    await imapi.close();
  });
});

describe('a drive that writes elsewhere than planned', () => {
  test.each(['per-range', 'per-image'])('is stopped while it does: events %s', async (figures) => {
    const disc = await recordedDisc();
    const { imapi, recorder, result } = await prepareAppend(disc, {
      speed: 300,
      switches: { 'range-list': 'ignored', 'write-figures': figures, 'idle-lbas': 'stale' },
    });
    const error = await failureOf(burnModified(recorder, result));
    expect(error).toMatchObject({
      name: 'BurnError',
      code: 'ERR_VERIFY_FAILED',
      discState: 'unknown',
    });
    expect(error.message).toContain('elsewhere than planned');
    const calls = 'calls:IDiscFormat2Data::CancelWrite';
    expect(await imapi.virtual?.counter(calls)).toBe(1);
    const [written] = (await imapi.virtual?.writes(recorder.info.id)) ?? [];
    expect(written?.startLba).toBe(0);
    expect(written?.endLba).toBeLessThan(result.totalBlocks - 1);
    await imapi.close();
  });

  test.each(['per-range', 'per-image'])(
    'is not one whose figures are merely stale: events %s',
    async (figures) => {
      const disc = await recordedDisc();
      const { imapi, recorder, result } = await prepareAppend(disc, {
        speed: 150,
        switches: { 'write-figures': figures, 'idle-lbas': 'stale' },
      });
      expect(await burnModified(recorder, result)).toMatchObject({ verified: 'ranges' });
      await imapi.close();
    },
  );
});
