import { BurnError, ImapiError } from 'imapi2';

import type { Call } from './calls';
import type { Ending } from './run';
import { isSeenAs, toleranceOf } from './tolerated';

export interface Verdict {
  /** For the report: `success`, or the error's code, operation and disc state. */
  readonly ended: string;
  readonly mistakes: readonly string[];
}

/** Whether an operation has ended as it must when that call failed. */
export function verdictOf(operation: string, call: Call, fail: number, ending: Ending): Verdict {
  const { error, wrong } = ending;
  if (error === null) {
    return {
      ended: 'success',
      mistakes: [
        ...wrong,
        ...(toleranceOf(operation, call, fail) === null
          ? ['it succeeded, and nobody says why it may']
          : []),
      ],
    };
  }
  if (!(error instanceof ImapiError)) {
    const ended = error instanceof Error ? error.message : typeof error;
    return { ended, mistakes: [...wrong, 'that is no ImapiError'] };
  }
  const state = error instanceof BurnError ? ` (${error.discState})` : '';
  const mistakes = [...wrong];
  // `IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)` names the command as well.
  const method = error.operation.replace(/\(.*\)$/, '');
  const through = isSeenAs(error.operation, call.method);
  if (method !== call.method && !through) mistakes.push(`the operation is ${error.operation}`);
  // An object of IMAPI2 has its own error for what went wrong inside it.
  if (error.hresult !== fail && !through)
    mistakes.push(`the HRESULT is ${String(error.hresult?.toString(16))}`);
  return { ended: `${error.code} in ${error.operation}${state}`, mistakes };
}
