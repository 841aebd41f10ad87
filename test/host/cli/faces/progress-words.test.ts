import { describe, expect, test } from '@jest/globals';

import { inWords, isForLog } from '#lib/cli/faces/progress-words';
import { ofAdd, ofImage, ofSectors, part } from '#lib/cli/progress';

import { burning, saving } from '../../fakes/progress';

describe('progress in words', () => {
  test('is what is done, how much of it, and the item at hand', () => {
    expect(inWords(saving)).toBe('saving, 50 sectors');
    expect(inWords({ ...saving, item: '' })).toBe('saving, 50 sectors');
    expect(inWords(ofImage({ phase: 'import', item: '/a', done: 1, total: null }))).toBe(
      'reading the disc, 1 item: /a',
    );
    expect(inWords(ofAdd({ file: 'two\nlines', files: 2, bytes: 10 }))).toBe(
      'adding files, 2 files: two\\u{a}lines',
    );
    expect(inWords(ofSectors('verify', { blocks: 0, totalBlocks: 10 }, 'x.iso'))).toBe(
      'reading back, 0 sectors: x.iso',
    );
  });

  test('of a burn is what the drive does, at which range and sector', () => {
    expect(inWords(burning({}))).toBe('writing, range 1 of 2, sector 287');
    expect(inWords(burning({ action: null, lastWrittenLba: null, rangeCount: 0 }))).toBe(
      'preparing',
    );
    expect(inWords(burning({ phase: 'verify', rangeIndex: 1 }))).toBe(
      'reading back, range 2 of 2, sector 287',
    );
  });

  test('is done at its end, and nowhere before', () => {
    expect(inWords(burning({ fraction: 1 }))).toBe('done');
    expect(inWords({ ...saving, fraction: 0.9999 })).toBe('saving, 50 sectors');
  });

  test('is for a log where the disc or a file is at work, and not where memory is', () => {
    const told = (['import', 'add', 'create', 'write', 'verify', 'save', 'erase'] as const).filter(
      (phase) => isForLog({ ...saving, phase }),
    );
    expect(told).toEqual(['write', 'verify', 'save', 'erase']);
    expect(isForLog(burning({ phase: 'import' }))).toBe(true);
  });
});

test.each([
  [5, 10, 0.5],
  [12, 10, 1],
  [-1, 10, 0],
  [5, null, null],
  [0, 0, null],
])('%d of %p is the part %p', (done, total, expected) => {
  expect(part(done, total)).toBe(expected);
});
