import type { BurnReport } from '../burn/burn-report.js';
import { BurnAbortedError } from '../errors/abort-errors.js';
import { BurnError, type DiscState } from '../errors/burn-error.js';
import { ImapiError } from '../errors/imapi-error.js';
import type { BlockRange } from '../ranges/block-range.js';
import { BlockRangeList } from '../ranges/block-range-list.js';
import { exitCodes, exitOf } from './exit-codes.js';
import { NoDiscFile, NotConfirmed, UsageError } from './refusals.js';

/** How a command failed, as plain data. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
  readonly operation: string | null;
  readonly hresult: number | null;
  readonly retryable: boolean;
  /** Where a burn had begun. */
  readonly discState: DiscState | null;
  readonly report: Partial<BurnReport> | null;
  /** Where something was read back and differs. */
  readonly mismatches: readonly BlockRange[] | null;
}

function ownCode(error: unknown): string {
  if (error instanceof UsageError) return 'USAGE';
  if (error instanceof NotConfirmed) return 'NOT_CONFIRMED';
  if (error instanceof NoDiscFile) return 'NO_DISC_FILE';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return 'FAILED';
}

export function failureOf(error: unknown): Failure {
  const burn = error instanceof BurnError || error instanceof BurnAbortedError ? error : null;
  const known = error instanceof ImapiError ? error : null;
  const differing = error instanceof BurnError ? error.mismatches : null;
  return {
    code: ownCode(error),
    message: error instanceof Error ? error.message : String(error),
    exitCode: exitCodes[exitOf(error)].code,
    operation: known?.operation ?? null,
    hresult: known?.hresult ?? null,
    retryable: known?.retryable ?? false,
    discState: burn?.discState ?? null,
    report: burn?.report ?? null,
    mismatches: differing === null ? null : BlockRangeList.from(differing).toJSON(),
  };
}
