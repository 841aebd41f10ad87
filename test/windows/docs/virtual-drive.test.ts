import { expect, test } from '@jest/globals';

import { examplesOf, runExample } from './examples';

const examples = examplesOf('docs/virtual-drive.md');

test('docs/virtual-drive.md has two programs to run', () => {
  expect(examples).toHaveLength(2);
});

test('its power cut is met as it says', () => {
  expect(runExample(examples[0]).stdout.trim()).toBe(
    "E_DEVICE_NOT_CONNECTED, and the disc's state is unknown",
  );
});

test('its slow drive takes the time that it says', () => {
  expect(runExample(examples[1]).stdout.trim().split('\n')).toEqual([
    'a burn of a second or more: true',
    'E_IMAPI_RECORDER_MEDIA_BECOMING_READY',
    'an erase whose time only goes on: true',
  ]);
});
