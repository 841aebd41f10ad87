import { BurnError, ImapiError } from 'imapi2';

import type { Call } from './calls';
import type { Ending } from './run';
import { toleranceOf } from './tolerated';

export interface Verdict {
  /** For the report: `success`, or the error's code, operation and disc state. */
  readonly ended: string;
  readonly mistakes: readonly string[];
}

/** Whether an operation has ended as it must when that call failed. */
export function verdictOf(operation: string, call: Call, fail: number, ending: Ending): Verdict {
  const { error, hit, wrong } = ending;
  // A clean run made it, and this one did not: then it tells nothing of it.
  if (error === null && hit.size === 0)
    return { ended: 'success, without that call', mistakes: wrong };
  if (error === null) {
    const survived = toleranceOf(operation, call, hit, fail) !== null;
    const swallowed = survived ? [] : ['it succeeded, and nobody says why it may'];
    return { ended: 'success', mistakes: [...wrong, ...swallowed] };
  }
  if (!(error instanceof ImapiError)) {
    const ended = error instanceof Error ? error.message : typeof error;
    return { ended, mistakes: [...wrong, 'that is no ImapiError'] };
  }
  const state = error instanceof BurnError ? ` (${error.discState})` : '';
  return {
    ended: `${error.code} in ${error.operation}${state}`,
    mistakes: [...wrong, ...misnamed(error, call, fail, hit)],
  };
}

/** An error has to name the call that failed, or one that this was made inside of, as the client saw it. */
function misnamed(
  { operation, hresult }: ImapiError,
  call: Call,
  fail: number,
  hit: ReadonlySet<string>,
): string[] {
  if (isSeenAs(operation, call.method)) return [];
  // `IDiscRecorder2Ex::SendCommandGetDataFromDevice(READ)` names the command as well.
  const method = operation.replace(/\(.*\)$/, '');
  if (method !== call.method) return hit.has(method) ? [] : [`the operation is ${operation}`];
  // What an object of IMAPI2 makes of a failure inside of it is its own affair; the client's own calls fail as they do.
  return hresult === fail ? [] : [`the HRESULT is ${String(hresult?.toString(16))}`];
}

/** Where the client tells by a name or a code of its own what has failed. */
function isSeenAs(operation: string, failed: string): boolean {
  if (failed === 'IClassFactory::CreateInstance') return operation.startsWith('CoCreateInstance(');
  // A drive that is not among those that could be asked is an unknown one.
  return failed === 'IDiscMaster2::get_Item' && [failed, 'Imapi.recorder'].includes(operation);
}
