import { Stopped } from '../errors/stopped.js';
import type { Owned } from '../handles/owned.js';
import type { AnyHandle } from '../native/binding.js';
import type { Operation } from './operation.js';
import type { Task } from './task-operation.js';

/**
 * Tasks that are run one after the other and are one to whoever cancels them: the step at hand is cancelled, and no
 * further one begins. The last one decides by itself whether it can still be stopped, and how it ends.
 */
export class Steps {
  #stopped: { readonly reason: unknown } | null = null;
  #last = false;
  #step: Task<unknown> | null = null;

  /** Set where it was stopped before its last step. */
  get stopped(): { readonly reason: unknown } | null {
    return this.#stopped;
  }

  /** Begins a task, one at a time; where somebody has asked to stop it throws Stopped instead. */
  async run<Result>(begin: () => Task<Result>): Promise<Result> {
    if (this.#stopped !== null) throw new Stopped();
    const step = begin();
    this.#step = step;
    try {
      return await step.promise;
    } finally {
      this.#step = null;
    }
  }

  /** The step after which nothing is left to be stopped. */
  runLast<Result>(begin: () => Task<Result>): Promise<Result> {
    this.#last = this.#stopped === null;
    return this.run(begin);
  }

  cancel(reason: unknown): boolean {
    const cancelled = this.#step?.cancel(reason) ?? false;
    if (this.#last) return cancelled;
    // A step that can't be stopped, or has just ended, is followed by none.
    this.#stopped ??= { reason };
    return true;
  }
}

export function stepOf<Result>(operation: Operation<unknown, Result>): Task<Result> {
  return { promise: operation, cancel: (reason) => operation.cancel(reason) };
}

/** A call on a handle that can't be stopped: a stop does not wait for its answer, which may never come from a drive that hangs. */
export function callStep<Result>(call: Promise<Result>, on: Owned<AnyHandle>): Task<Result> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new Stopped());
    };
  });
  return {
    promise: Promise.race([call, stopped]),
    cancel() {
      stop();
      on.giveUpUnless(call).catch(() => undefined);
      return true;
    },
  };
}
