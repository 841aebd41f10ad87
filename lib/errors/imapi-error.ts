import type { ImapiErrorCode } from './codes.js';
import { isRetryable } from './hresult-lookup.js';

export interface ImapiErrorDetails {
  readonly code: ImapiErrorCode;
  readonly hresult: number | null;
  readonly operation: string;
  readonly message: string;
  readonly cause?: unknown;
}

/** Every failure that COM reports, and misuse (`ERR_…`, hresult null). Its stack shows the line that called the package. */
export class ImapiError extends Error {
  /** Symbolic name of the HRESULT, such as `E_IMAPI_RECORDER_LOCKED`, or an ERR_… of this package. Stable: branch on it. */
  readonly code: ImapiErrorCode;
  /** Unsigned: 0xC0AA0210. null where no COM call failed. */
  readonly hresult: number | null;
  /** The COM method that failed, `IDiscFormat2Data::Write`, or the function of this package that refused: `burnModified`. */
  readonly operation: string;
  /** True where trying again can help: the drive is becoming ready, busy, or formatting. */
  readonly retryable: boolean;

  constructor(details: ImapiErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ImapiError';
    this.code = details.code;
    this.hresult = details.hresult;
    this.operation = details.operation;
    this.retryable = isRetryable(details.code);
  }
}
