/**
 * A running operation: await it for its result, iterate it for its progress, or do both.
 * Iterating marks a rejection as handled, and the iterator throws it. Each iterator sees the latest value (none queue up)
 * and never misses the last one. Leaving the loop does not cancel; `cancel()`, the signal and disposing do, and disposing
 * also waits. `then`, `catch` and `finally` give ordinary promises.
 */
export interface Operation<Progress, Result>
  extends Promise<Result>, AsyncIterable<Progress>, AsyncDisposable {
  readonly state: 'running' | 'cancelling' | 'settled';
  /**
   * Asks it to stop; `reason` becomes the cause of the AbortError. True where it is going to; false where it can no
   * longer be stopped, or has settled.
   */
  cancel(reason?: unknown): boolean;
}

/** What every operation takes. */
export interface OperationOptions<Progress> {
  /** Cancels the operation; its reason becomes the cause of the AbortError. */
  readonly signal?: AbortSignal;
  /** Called with each value, as it comes. What it throws is an uncaught exception and does not stop the operation. */
  readonly onProgress?: (progress: Progress) => void;
}
