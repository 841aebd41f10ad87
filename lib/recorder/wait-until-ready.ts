import { setTimeout as pause } from 'node:timers/promises';

import { AbortError } from '../errors/abort-errors.js';
import { isNativeFailure } from '../errors/from-native.js';
import { hresultCode, isRetryable } from '../errors/hresult-lookup.js';
import { abortMessage } from '../errors/messages.js';
import { Refusal } from '../errors/refusal.js';

const firstPause = 50;
export const longestPause = 1000;
/** However short the timeout is, so long a drive that is ready has to say so. */
const leastPatience = 2000;

/** A drive may overlook a disc for a moment after its tray was closed; one that has none says so for longer. */
export const timeToNotice = 10_000;

/**
 * Asks until the drive is ready; until `noticed` an empty tray may still turn out not to be. A failure that time does not cure is
 * thrown at once. Times in milliseconds. Neither the timeout nor the signal waits for a question under way, which a drive may
 * answer after a minute, or never.
 */
export async function waitUntilReady(
  ask: () => Promise<void>,
  timeout: number,
  signal: AbortSignal | undefined,
  noticed = 0,
): Promise<void> {
  const end = performance.now() + timeout;
  const left = (): number => end - performance.now();
  const overdue = (cause?: unknown): Refusal =>
    new Refusal(
      'ERR_TIMEOUT',
      `The drive was not ready after ${timeout} ms. Allow it more time.`,
      cause,
    );
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    throwIfAborted(signal);
    try {
      if (await isAnswered(ask(), Math.max(left(), leastPatience), signal)) return;
    } catch (failure) {
      throwIfAborted(signal);
      const code = codeOf(failure);
      const overlooked =
        code === 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA' && performance.now() < Math.min(noticed, end);
      if (!overlooked && !isRetryable(code)) throw failure;
      if (left() <= 0) throw overdue(failure);
      await stoppable(Math.min(wait, left()), signal);
      continue;
    }
    throw overdue();
  }
}

/** Whether the drive has answered yes before `patience` is over. Rejects for a no, and where the signal stops it. */
async function isAnswered(
  question: Promise<void>,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const answered = new AbortController();
  const limits = signal === undefined ? [answered.signal] : [answered.signal, signal];
  try {
    return await Promise.race([
      question.then(() => true),
      pause(patience, false, { signal: AbortSignal.any(limits) }),
    ]);
  } finally {
    answered.abort();
  }
}

/** Ends early, and does not reject, where the signal is aborted. */
async function stoppable(wait: number, signal: AbortSignal | undefined): Promise<void> {
  await pause(wait, undefined, signal === undefined ? {} : { signal }).catch(() => {
    throwIfAborted(signal);
  });
}

/** What the addon itself refuses, such as ERR_BUSY, has no HRESULT, and is not cured by time. */
function codeOf(failure: unknown): string {
  if (!isNativeFailure(failure) || failure.hresult === null) return '';
  return hresultCode(failure.hresult >>> 0);
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new AbortError(abortMessage('DiscRecorder.waitUntilReady'), signal.reason);
}
