import { test } from '@jest/globals';

/**
 * A test that only some machines can run. On the others it is skipped, and `npm test` lists it with
 * the reason: a test that is silently absent looks like one that passed.
 */
export function testIf(
  possible: boolean,
  reason: string,
): (name: string, body: () => Promise<void> | void, timeout?: number) => void {
  return (name, body, timeout) => {
    if (possible) test(name, body, timeout);
    else test.skip(`${name} (skipped: ${reason})`, body);
  };
}
