import { setTimeout as pause } from 'node:timers/promises';

import { AbortError } from '../errors/abort-errors.js';
import { isNativeFailure } from '../errors/from-native.js';
import { hresultCode, isRetryable } from '../errors/hresult-lookup.js';
import { abortMessage } from '../errors/messages.js';
import { Refusal } from '../errors/refusal.js';

const firstPause = 50;
const longestPause = 1000;

/** Asks until the drive is ready. A failure that time does not cure is thrown at once. Times in milliseconds. */
export async function waitUntilReady(
  ask: () => Promise<void>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = performance.now() + timeout;
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    throwIfAborted(signal);
    try {
      await ask();
      return;
    } catch (failure) {
      if (!curedByTime(failure)) throw failure;
      const left = end - performance.now();
      if (left <= 0) {
        throw new Refusal(
          'ERR_TIMEOUT',
          `The drive was not ready after ${timeout} ms. Allow it more time.`,
          failure,
        );
      }
      await pause(Math.min(wait, left), undefined, signal === undefined ? {} : { signal }).catch(
        () => {
          throwIfAborted(signal);
        },
      );
    }
  }
}

function curedByTime(failure: unknown): boolean {
  // What the addon itself refuses, such as ERR_BUSY, has no HRESULT.
  if (!isNativeFailure(failure) || failure.hresult === null) return false;
  return isRetryable(hresultCode(failure.hresult >>> 0));
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new AbortError(abortMessage('DiscRecorder.waitUntilReady'), signal.reason);
}
