import { expect, test } from '@jest/globals';

import { EraseProgressMeter, type EraseProgress } from '#lib/recorder/erase-progress';

test('an erase tells milliseconds that never go back, and a total that is never less', () => {
  const seen: EraseProgress[] = [];
  const meter = new EraseProgressMeter((progress) => seen.push(progress));
  for (const [elapsed, estimated] of [
    [0, 60],
    [7, 55],
    [3, 40],
    [50, 20],
    [51, -1],
  ] as const)
    meter.update({ elapsed, estimated });
  expect(seen).toEqual([
    { elapsed: 0, estimatedTotal: 60_000 },
    { elapsed: 7000, estimatedTotal: 55_000 },
    { elapsed: 7000, estimatedTotal: 40_000 },
    { elapsed: 50_000, estimatedTotal: 50_000 },
    { elapsed: 51_000, estimatedTotal: 51_000 },
  ]);
});
