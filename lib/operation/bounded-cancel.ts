import type { Owned } from '../handles/owned.js';
import type { AnyHandle } from '../native/binding.js';
import type { Task } from './task-operation.js';

/**
 * A task on a handle, of which whoever cancels it must not wait for ever: IMAPI2FS takes no cancel, and where its drive does
 * not come back in time that is given up.
 */
export function boundedCancel<Result>(task: Task<Result>, on: Owned<AnyHandle>): Task<Result> {
  return {
    promise: task.promise,
    cancel(reason) {
      if (!task.cancel(reason)) return false;
      // The failure is told by the promise itself.
      on.giveUpUnless(task.promise).catch(() => undefined);
      return true;
    },
  };
}
