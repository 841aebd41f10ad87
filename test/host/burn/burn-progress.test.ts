import { describe, expect, test } from '@jest/globals';

import { BurnProgressMeter, type BurnProgress } from '#lib/burn/burn-progress';
import type { NativeBurnProgress } from '#lib/native/binding';

const start: NativeBurnProgress = {
  phase: 'write',
  action: 4,
  fraction: 0,
  blocksWritten: 0,
  blocksTotal: 64,
  rangeIndex: 0,
  rangeCount: 2,
  lastWrittenLba: null,
  file: null,
  elapsed: 0,
  remaining: null,
  speed: null,
  bufferFill: null,
};

function fractionsOf(fractions: readonly number[]): number[] {
  const seen: BurnProgress[] = [];
  const meter = new BurnProgressMeter((progress) => seen.push(progress));
  for (const fraction of fractions) meter.update({ ...start, fraction });
  meter.complete('write', 64, 2, 1000);
  return seen.map(({ fraction }) => fraction);
}

describe("a burn's progress", () => {
  test('never goes backwards', () => {
    expect(fractionsOf([0.2, 0.1, 0.5])).toEqual([0.2, 0.2, 0.5, 1]);
  });

  test('is 1 exactly once, at the end, even where the drive says so before', () => {
    const fractions = fractionsOf([0.5, 1, 1, 1.2]);
    expect(fractions.filter((fraction) => fraction === 1)).toHaveLength(1);
    expect(fractions.at(-1)).toBe(1);
  });

  test('has an end even where the burn was too short for an event', () => {
    expect(fractionsOf([])).toEqual([1]);
  });

  test('names what IMAPI2 is at, and nothing outside of its Write', () => {
    const seen: BurnProgress[] = [];
    const meter = new BurnProgressMeter((progress) => seen.push(progress));
    for (const action of [0, 1, 2, 3, 4, 5, 6, 7, -1]) meter.update({ ...start, action });
    expect(seen.map(({ action }) => action)).toEqual([
      'validating-media',
      'formatting',
      'initializing-hardware',
      'calibrating-power',
      'writing',
      'finalizing',
      'completed',
      'verifying',
      null,
    ]);
  });
});
