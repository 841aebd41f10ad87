import { describe, expect, test } from '@jest/globals';
import { BlockRangeList, type BurnPlan } from 'imapi2';

import { alignmentOf, orderOf } from '#lib/cli/doctor/list-shape';
import { answersOf, found, theSame, tried } from '#lib/cli/doctor/questions';

import { failureOf } from '../../../jest/failure-of';

describe('a list of modified blocks', () => {
  const list = BlockRangeList.from([
    { startLba: 512, endLba: 543 },
    { startLba: 256, endLba: 270 },
  ]);
  const plan = (commitRanges: number | null): BurnPlan =>
    ({ commitRanges, rangeCount: 2 }) as Partial<BurnPlan> as BurnPlan;

  test('ends with the anchors, or is said not to', () => {
    expect(orderOf(plan(1))).toEqual({
      outcome: 'yes',
      answer: '1 of 2 ranges, the last, hold the anchors.',
    });
    expect(orderOf(plan(null))).toMatchObject({ outcome: 'no' });
  });

  test('is aligned to write units, or its first odd range is named', () => {
    expect(alignmentOf(list, null)).toEqual({
      outcome: 'no',
      answer: 'The drive tells no write unit.',
    });
    expect(alignmentOf(list, 16)).toEqual({
      outcome: 'no',
      answer: 'Range 2 is 256-270; the write unit is 16.',
    });
    expect(alignmentOf(list, 1)).toMatchObject({ outcome: 'yes' });
  });
});

describe('an experiment', () => {
  test('that fails is an answer with the reason, and leaves those after it without one', async () => {
    const findings = await tried(() => Promise.reject(new Error('it broke')), ['fresh-image']);
    expect(answersOf(['fresh-image', 'list-burn'], findings, 'system')).toMatchObject([
      { outcome: 'not-possible', answer: 'It failed: it broke (FAILED)', about: 'system' },
      { outcome: 'not-possible', answer: 'An experiment before it failed.' },
    ]);
  });

  test('that was stopped is no answer', async () => {
    const stopped = Object.assign(new Error('stop'), { name: 'AbortError' });
    expect(await failureOf(tried(() => Promise.reject(stopped), []))).toBe(stopped);
  });

  test('gives what it found', async () => {
    const findings = theSame(['fresh-image'], found(true, 'so it is'));
    expect(await tried(() => Promise.resolve(findings), ['fresh-image'])).toBe(findings);
  });
});
