import { describe, expect, test } from '@jest/globals';
import type { BurnPlan } from 'imapi2';

import { planInWords } from '#lib/cli/plan-words';

const added = { files: 1, directories: 0, bytes: 1_500_000, skipped: [] };

function plan(ranges: readonly number[], changes: Partial<BurnPlan> = {}): BurnPlan {
  return {
    mode: 'modified',
    ranges: Int32Array.from(ranges),
    rangeCount: ranges.length / 2,
    blocks: 100,
    bytes: 204_800,
    imageBlocks: 1000,
    fraction: 0.1,
    writeUnit: 16,
    alignedBlocks: 112,
    estimatedTime: null,
    commitRanges: null,
    warnings: [],
    ...changes,
  };
}

const many = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => [1000 + 32 * index, 1015 + 32 * index]).flat();

describe('a plan in words', () => {
  test('says what is added, what is recorded, and in which order', () => {
    expect(
      planInWords(plan([512, 599, 256, 271], { commitRanges: 1, estimatedTime: 120_000 }), added),
    ).toEqual([
      'To add: 1 file, 1.5 MB',
      'Plan:   2 ranges, 100 sectors of 1,000 sectors (10.0 % of the image), about 2.0 min',
      '  1  512  …  599  88 sectors  new session',
      '  2  256  …  271  16 sectors  moves the disc to the new session',
    ]);
  });

  test('of a whole image is one range', () => {
    const lines = planInWords(plan([0, 999], { mode: 'whole' }), added);
    expect(lines[1]).not.toContain('about');
    expect(lines[2]).toContain('the whole image');
  });

  test('of a long list shows its beginning and its end, with the anchors', () => {
    const ranges = [...many(100), 256, 271];
    const lines = planInWords(plan(ranges, { commitRanges: 1 }), added).slice(2);
    expect(lines).toHaveLength(41);
    expect(lines[19]).toMatch(/^ +20 +1,608 /);
    expect(lines[20]).toMatch(/^ +… +61 more ranges$/);
    expect(lines[21]).toMatch(/^ +82 /);
    expect(lines.at(-1)).toContain('moves the disc to the new session');
  });

  test('of a list of forty ranges shows each of them', () => {
    expect(planInWords(plan(many(40)), added)).toHaveLength(42);
  });
});
