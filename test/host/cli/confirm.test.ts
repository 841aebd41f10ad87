import { expect, test } from '@jest/globals';

import { confirm } from '#lib/cli/confirm';
import { NotConfirmed } from '#lib/cli/refusals';

import { failureOf } from '../../jest/failure-of';
import { fakeContext } from '../fakes/fake-context';

test('what destroys data is asked about, unless the answer was given before', async () => {
  const asked = fakeContext(true);
  await confirm(asked, 'All will be lost.', false);
  expect(asked.asked).toEqual(['All will be lost. Go on?']);
  const told = fakeContext(null);
  await confirm(told, 'All will be lost.', true);
  expect(told.asked).toEqual([]);
});

test.each([
  [false, 'Nothing was done.'],
  [null, /^All will be lost\. There is no terminal to ask at: say --yes/],
])('the answer %p is a no', async (answer, message) => {
  const error = await failureOf(confirm(fakeContext(answer), 'All will be lost.', false));
  expect(error).toBeInstanceOf(NotConfirmed);
  expect(error.message).toMatch(message);
});
