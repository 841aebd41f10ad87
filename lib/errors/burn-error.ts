import type { BurnReport } from '../burn/burn-report.js';
import { ImapiError, type ImapiErrorDetails } from './imapi-error.js';

/**
 * In what state an unfinished burn left the disc. `unchanged`: nothing was written. `old-session-valid`: sectors were
 * written, but none that the old session uses. `commit-interrupted`: it stopped among the ranges that move the disc to
 * the new session. `complete`: everything was written, what failed came after.
 */
export type DiscState =
  'unchanged' | 'old-session-valid' | 'commit-interrupted' | 'complete' | 'unknown';

export interface BurnErrorDetails extends ImapiErrorDetails {
  readonly discState: DiscState;
  readonly report: Partial<BurnReport>;
  readonly mismatches: Int32Array | null;
}

/** A burn that failed once it had begun. */
export class BurnError extends ImapiError {
  readonly discState: DiscState;
  /** As far as it got. */
  readonly report: Partial<BurnReport>;
  /** Where verification failed: what differs, as flat ranges for `BlockRangeList.from`. */
  readonly mismatches: Int32Array | null;

  constructor(details: BurnErrorDetails) {
    super(details);
    this.name = 'BurnError';
    this.discState = details.discState;
    this.report = details.report;
    this.mismatches = details.mismatches;
  }
}
