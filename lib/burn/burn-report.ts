/** What a burn did. Plain data. */
export interface BurnReport {
  readonly mode: 'modified' | 'whole';
  /** How many ranges were recorded; 1 for a whole image. */
  readonly ranges: number;
  readonly blocksPlanned: number;
  /** As reported by the drive; null where its events were too few to tell (they come every half second). */
  readonly blocksWritten: number | null;
  readonly imageBlocks: number;
  readonly verified: 'none' | 'quick' | 'full' | 'ranges';
  /** Milliseconds. */
  readonly elapsed: number;
  readonly warnings: readonly string[];
}

/**
 * What resumeBurn found and did. `blocksPlanned` is 0 where nothing had to be written, and a sentence in `warnings` then
 * says why. Plain data.
 */
export interface ResumeReport extends BurnReport {
  /**
   * `complete`: the new session is on the disc, whole. `old-session-valid`: the burn had been cut before it changed
   * anything that the old session uses, so there is nothing to finish, and what it should have added is still to be burned.
   */
  readonly discState: 'old-session-valid' | 'complete';
}

/** What a comparison of disc and image found. `mismatches` are flat ranges, for `BlockRangeList.from`. */
export interface VerifyReport {
  readonly blocks: number;
  readonly mismatches: Int32Array;
}
