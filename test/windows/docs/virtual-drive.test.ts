import { expect, test } from '@jest/globals';

import { examplesOf, runExample } from './examples';

const examples = examplesOf('docs/virtual-drive.md');

test('docs/virtual-drive.md has one program to run', () => {
  expect(examples).toHaveLength(1);
});

test('its power cut is met as it says', () => {
  expect(runExample(examples[0]).stdout.trim()).toBe(
    "E_DEVICE_NOT_CONNECTED, and the disc's state is unknown",
  );
});
