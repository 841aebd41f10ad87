import { isAbortSignal } from '../arguments/operation-options.js';
import { AbortError } from '../errors/abort-errors.js';
import type { CallSite } from '../errors/call-site.js';
import { abortMessage } from '../errors/messages.js';
import type { Operation, OperationOptions } from './operation.js';
import { TaskOperation, type Task } from './task-operation.js';

/** The error of something that was cancelled before it began. Burns have one of their own. */
export type AbortedEarly = (reason: unknown) => AbortError;

function rejected<Result>(error: unknown): Task<Result> {
  const promise = Promise.resolve().then((): never => {
    throw error;
  });
  return { promise, cancel: () => false };
}

/** What the caller gave for `signal` and `onProgress`; both have been judged. */
function operationOptions<Progress>(
  options: OperationOptions<Progress>,
): OperationOptions<Progress> {
  const { signal, onProgress } = options;
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

/**
 * Judges, then begins a task, of the addon's or one composed here, all before it returns: a drive is leased in the order of
 * the calls. `judge` throws Refusals, which reject the operation, and gives what begins the task.
 */
export function startOperation<Progress, Native, Result>(
  site: CallSite,
  options: OperationOptions<Progress> | undefined,
  judge: () => (report: (progress: Progress) => void) => Task<Native>,
  convert: (native: Native) => Result,
  abortedEarly: AbortedEarly = (reason) => new AbortError(abortMessage(site.operation), reason),
): Operation<Progress, Result> {
  const start = (report: (progress: Progress) => void): Task<Result> => {
    try {
      const begin = judge();
      if (options?.signal?.aborted === true)
        return rejected(site.error(abortedEarly(options.signal.reason)));
      return reportedTask(site, begin(report), convert);
    } catch (failure) {
      return rejected(site.error(failure));
    }
  };
  // Where the judge refused the options themselves, they are not used.
  return new TaskOperation(start, isUsable(options) ? operationOptions(options) : {});
}

function isUsable<Progress>(
  options: OperationOptions<Progress> | undefined,
): options is OperationOptions<Progress> {
  if (typeof options !== 'object' || (options as unknown) === null) return false;
  const { signal, onProgress } = options as { signal?: unknown; onProgress?: unknown };
  const signalFits = signal === undefined || isAbortSignal(signal);
  return signalFits && (onProgress === undefined || typeof onProgress === 'function');
}

/** The task, with its failures as errors of the public function that was called. */
function reportedTask<Native, Result>(
  site: CallSite,
  native: Task<Native>,
  convert: (native: Native) => Result,
): Task<Result> {
  let cancelled: { readonly reason: unknown } | undefined;
  return {
    promise: native.promise.then(convert).catch((failure: unknown) => {
      throw site.error(failure, cancelled);
    }),
    cancel(reason) {
      if (!native.cancel(reason)) return false;
      cancelled = { reason };
      return true;
    },
  };
}
