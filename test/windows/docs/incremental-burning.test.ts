import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { examplesOf, runExample } from './examples';

const examples = examplesOf('docs/incremental-burning.md');

test('docs/incremental-burning.md has two examples to run', () => {
  expect(examples).toHaveLength(2);
});

test('that of a cut burn runs as it stands', async () => {
  const { stdout, folder } = runExample(examples[0]);
  expect(stdout.split(/\r?\n/)).toEqual([
    "cut: E_DEVICE_NOT_CONNECTED, the disc's state is unknown",
    'resumed: complete, 32 sectors',
    '',
  ]);
  expect(existsSync(join(folder, 'burn.journal'))).toBe(false);
  expect(await treeOnDisc(join(folder, 'cut.disc'))).toEqual(['/one.txt', '/two.txt']);
});

test('that of an image against a disc runs as it stands', async () => {
  const { stdout, folder } = runExample(examples[1]);
  expect(stdout.split(/\r?\n/)).toEqual([
    'whole: true',
    'modified: 0 sectors',
    'Nothing was written: the disc holds the image already.',
    '',
  ]);
  expect(existsSync(join(folder, 'image.journal'))).toBe(false);
  expect(await treeOnDisc(join(folder, 'image.disc'))).toEqual(['/one.txt']);
});
