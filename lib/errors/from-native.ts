import type { NativeFailure } from '../native/binding.js';
import { AbortError, BurnAbortedError } from './abort-errors.js';
import { BurnError } from './burn-error.js';
import { isOwnErrorCode, type ImapiErrorCode, type OwnErrorCode } from './codes.js';
import { hresultCode } from './hresult-lookup.js';
import type { HresultName } from './hresults.js';
import { ImapiError } from './imapi-error.js';
import { abortMessage, failureMessage } from './messages.js';

export function isNativeFailure(value: unknown): value is NativeFailure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'hresult' in value &&
    'operation' in value &&
    !(value instanceof Error)
  );
}

/** HRESULTs that say too little where they come from, with the code that says it. The HRESULT stays in the error. */
const ownCodes: readonly { operation: string; hresult: HresultName; code: OwnErrorCode }[] = [
  { operation: 'IVirtualImapi::AddDrive', hresult: 'E_SHARING_VIOLATION', code: 'ERR_DISC_IN_USE' },
  { operation: 'IVirtualImapi::AddFault', hresult: 'E_SHARING_VIOLATION', code: 'ERR_DISC_IN_USE' },
];

function codeOf(failure: NativeFailure): ImapiErrorCode {
  if (failure.hresult !== null) {
    const code = hresultCode(failure.hresult >>> 0);
    const own = ownCodes.find(
      ({ operation, hresult }) => operation === failure.operation && hresult === code,
    );
    return own?.code ?? code;
  }
  return failure.code !== null && isOwnErrorCode(failure.code) ? failure.code : 'ERR_INTERNAL';
}

/** What a call that was asked to stop ends with, where it did stop. */
const stopped: ReadonlySet<string> = new Set([
  'E_IMAPI_REQUEST_CANCELLED',
  'E_ABORT',
  'E_CANCELLED',
]);

function plainError(failure: NativeFailure): ImapiError {
  const code = codeOf(failure);
  const { operation } = failure;
  const hresult = failure.hresult === null ? null : failure.hresult >>> 0;
  return new ImapiError({
    code,
    hresult,
    operation,
    message: failureMessage({ code, operation, detail: failure.message }),
  });
}

/** The error that a native failure stands for. `operation`: the public function that was called, for what was cancelled. */
export function errorOfNative(
  failure: NativeFailure,
  operation: string,
  cancelled?: { readonly reason: unknown },
): ImapiError | AbortError {
  const { burn } = failure;
  if (burn?.aborted === true) {
    const { discState, report } = burn;
    const driveError = failure.hresult === null ? null : plainError(failure);
    const message = abortMessage(operation, discState);
    return new BurnAbortedError(message, cancelled?.reason, { driveError, discState, report });
  }
  if (failure.code === 'ABORT_ERR' || (cancelled !== undefined && stopped.has(codeOf(failure)))) {
    return new AbortError(abortMessage(operation), cancelled?.reason);
  }
  if (burn === undefined) return plainError(failure);
  const { code, hresult, operation: method } = plainError(failure);
  const { discState, report, mismatches } = burn;
  const message = failureMessage({ code, operation: method, detail: failure.message, discState });
  return new BurnError({
    code,
    hresult,
    operation: method,
    message,
    discState,
    report,
    mismatches,
  });
}
