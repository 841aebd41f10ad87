import { expect, test } from '@jest/globals';

import { examplesOf, runExample } from './examples';

const examples = examplesOf('docs/continuous-integration.md');

test('docs/continuous-integration.md has one test to run', () => {
  expect(examples).toHaveLength(1);
});

test('it runs as it stands, and passes', () => {
  const { stdout } = runExample(examples[0], 'append.test.js');
  expect(stdout).toMatch(/pass 2\b/);
  expect(stdout).toMatch(/fail 0\b/);
});
