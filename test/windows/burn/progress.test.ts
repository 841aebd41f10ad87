import { describe, expect, test } from '@jest/globals';
import { burnImage, burnModified, type BurnProgress } from 'imapi2';

import { addFiles, content, newDisc, openDisc, prepareAppend, recordedDisc } from '../support/disc';

function judge(seen: readonly BurnProgress[]): void {
  const fractions = seen.map(({ fraction }) => fraction);
  expect(
    fractions.every((fraction, index) => index === 0 || fraction >= (fractions[index - 1] ?? 0)),
  ).toBe(true);
  expect(fractions.filter((fraction) => fraction === 1)).toHaveLength(1);
  expect(fractions.at(-1)).toBe(1);
  for (const progress of seen) expect(structuredClone(progress)).toEqual(progress);
}

describe.each(['per-range', 'per-image'])('progress, where the events count %s', (figures) => {
  test('of a modified burn never goes backwards and is 1 exactly once, at the end', async () => {
    const disc = await recordedDisc();
    const switches = { 'write-figures': figures };
    // Slow enough for events to come, which they do every half second.
    const { imapi, recorder, result } = await prepareAppend(disc, { switches, speed: 100 });
    const seen: BurnProgress[] = [];
    const report = await burnModified(recorder, result, {
      onProgress: (progress) => seen.push(progress),
    });
    await imapi.close();
    judge(seen);
    const writing = seen.filter(({ action }) => action === 'writing');
    expect(writing.length).toBeGreaterThan(1);
    expect(writing.some(({ fraction }) => fraction > 0 && fraction < 1)).toBe(true);
    for (const { blocksWritten, blocksTotal, rangeIndex, rangeCount } of seen) {
      expect(blocksWritten).toBeLessThanOrEqual(blocksTotal);
      expect(rangeIndex).toBeLessThan(rangeCount);
    }
    expect(seen.at(-1)?.blocksWritten).toBe(report.blocksPlanned);
    expect(seen.some(({ phase }) => phase === 'verify')).toBe(true);
  });

  test('of a whole burn as well', async () => {
    const { imapi, recorder } = await openDisc(newDisc(), {
      switches: { 'write-figures': figures },
      speed: 1000,
    });
    const image = await imapi.createImage({ recorder });
    await addFiles(image, { '/large.bin': content(9, 3_000_000) });
    const seen: BurnProgress[] = [];
    await burnImage(recorder, await image.createResult(), {
      onProgress: (progress) => seen.push(progress),
    });
    await imapi.close();
    judge(seen);
  });
});

test('iterating a burn gives its progress, and awaiting it its report', async () => {
  const disc = await recordedDisc();
  const { imapi, recorder, result } = await prepareAppend(disc);
  const burn = burnModified(recorder, result);
  const seen: BurnProgress[] = [];
  for await (const progress of burn) seen.push(progress);
  expect(seen.at(-1)?.fraction).toBe(1);
  expect(await burn).toMatchObject({ mode: 'modified' });
  await imapi.close();
});
