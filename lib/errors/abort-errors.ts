import type { BurnReport } from '../burn/burn-report.js';
import type { DiscState } from './burn-error.js';
import type { ImapiError } from './imapi-error.js';

/** An operation that was cancelled: name `AbortError`, code `ABORT_ERR` as Node's own have them, cause the reason given. */
export class AbortError extends Error {
  readonly code = 'ABORT_ERR' as const;

  constructor(message: string, reason: unknown) {
    super(message, reason === undefined ? undefined : { cause: reason });
    this.name = 'AbortError';
  }
}

export interface BurnAbortDetails {
  readonly driveError: ImapiError | null;
  readonly discState: DiscState;
  readonly report: Partial<BurnReport>;
}

/** A burn that was cancelled. */
export class BurnAbortedError extends AbortError {
  /** What IDiscFormat2Data::Write said when it stopped; null where it was never called. */
  readonly driveError: ImapiError | null;
  readonly discState: DiscState;
  /** As far as it got. */
  readonly report: Partial<BurnReport>;

  constructor(message: string, reason: unknown, details: BurnAbortDetails) {
    super(message, reason);
    this.driveError = details.driveError;
    this.discState = details.discState;
    this.report = details.report;
  }
}
