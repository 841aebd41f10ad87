import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { CallSite } from '../errors/call-site.js';
import { isNativeFailure } from '../errors/from-native.js';
import type { Owned } from '../handles/owned.js';
import type { NativeTask, ResultHandle } from '../native/binding.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { boundedCancel } from '../operation/bounded-cancel.js';
import { startOperation } from '../operation/start-operation.js';
import type { SaveProgress } from './image-result.js';

export function saveAs(
  site: CallSite,
  result: Owned<ResultHandle>,
  path: string,
  options: OperationOptions<SaveProgress> | undefined,
): Operation<SaveProgress, void> {
  return startOperation(
    site,
    options,
    () => {
      judgeOperationOptions(knownOptions(options, operationKeys));
      const target = resolve(Judge.argument.text(path, 'path'));
      const handle = result.use();
      return (report) => {
        const partial = `${target}.${randomUUID()}.partial`;
        const task = result.binding.saveImage(handle, target, partial, report);
        return boundedCancel(orClosed(result, task), result);
      };
    },
    () => undefined,
  );
}

/** A save that stops although nobody cancelled it does so because its result is being closed. */
function orClosed(result: Owned<ResultHandle>, native: NativeTask<void>): NativeTask<void> {
  let cancelled = false;
  const promise = native.promise.catch((failure: unknown) => {
    const stopped = isNativeFailure(failure) && failure.code === 'ABORT_ERR';
    throw stopped && !cancelled ? result.closedRefusal() : failure;
  });
  return {
    promise,
    cancel(): boolean {
      cancelled = native.cancel();
      return cancelled;
    },
  };
}
