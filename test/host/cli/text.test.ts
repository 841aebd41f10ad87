import { expect, test } from '@jest/globals';

import { count, harmless, harmlessName, percent, seconds, table } from '#lib/cli/text';

test('a number has its thing in the right number', () => {
  expect([count(0, 'file'), count(1, 'file'), count(1234, 'sector')]).toEqual([
    '0 files',
    '1 file',
    '1,234 sectors',
  ]);
});

test('a time is in seconds, and a long one in minutes', () => {
  expect([seconds(0.04), seconds(89.9), seconds(90), seconds(1500)]).toEqual([
    '0.0 s',
    '89.9 s',
    '1.5 min',
    '25.0 min',
  ]);
});

test('all but the end is less than 100 %', () => {
  expect([percent(0.9999), percent(1)]).toEqual(['99.9 %', '100.0 %']);
});

test('a table has columns as wide as their widest cell, with numbers at the right', () => {
  expect(
    table([
      ['a', 1, 'x'],
      ['longer', 1000],
      ['b', '', 'y'],
    ]),
  ).toEqual(['  a           1  x', '  longer  1,000', '  b              y']);
  expect(table([])).toEqual([]);
});

test('what a terminal would obey is written out, and line feeds only in text', () => {
  expect(harmless('a\u001b[31m\nb\u202e\ud800')).toBe('a\\u{1b}[31m\nb\\u{202e}\\u{d800}');
  expect(harmlessName('a\nb')).toBe('a\\u{a}b');
  expect(harmless('Ünïcode 💿')).toBe('Ünïcode 💿');
});
