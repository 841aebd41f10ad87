import { expect, test } from '@jest/globals';
import { join } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { examplesOf, runExample } from './examples';

const examples = examplesOf('README.md');

test('the README has one example to run', () => {
  expect(examples).toHaveLength(1);
});

test('it runs as it stands', async () => {
  const { stdout, folder } = runExample(examples[0]);
  expect(stdout).toContain('100 %');
  expect(stdout).toContain("mode: 'modified'");
  expect(await treeOnDisc(join(folder, 'my.disc'))).toEqual([
    '/new/',
    '/new/three.txt',
    '/two.txt',
  ]);
});
