import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions } from '../arguments/operation-options.js';
import type { CallSite } from '../errors/call-site.js';
import type { DriveEvent, WatchOptions } from './drive-event.js';
import type { DriveWatch } from './drive-watch.js';
import { EventQueue } from './event-queue.js';

/** One watcher. It looks from now on, and not only once somebody asks for its first event. */
export function watch(
  site: CallSite,
  drives: DriveWatch,
  options: WatchOptions | undefined,
): AsyncIterableIterator<DriveEvent> {
  const queue = new EventQueue();
  const leave = (): Promise<void> => drives.leave(queue);
  const onAbort = (): void => void leave();
  let signal: AbortSignal | undefined;
  try {
    judgeOperationOptions(knownOptions<WatchOptions>(options, ['signal']));
    signal = options?.signal;
    if (signal?.aborted === true) queue.end();
    else drives.join(queue);
    signal?.addEventListener('abort', onAbort, { once: true });
  } catch (failure) {
    queue.fail(failure);
  }
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      site.run(async () => {
        const value = await queue.take();
        return value === null ? { done: true, value: undefined } : { done: false, value };
      }),
    return: () =>
      site.run(async () => {
        signal?.removeEventListener('abort', onAbort);
        await leave();
        return { done: true, value: undefined };
      }),
  };
}
