import type { NativePlan } from '../native/binding.js';
import { bytesPerSector } from './sector.js';

/** What a burn would do, worked out without writing a sector. Plain data. */
export interface BurnPlan {
  readonly mode: 'modified' | 'whole';
  readonly rangeCount: number;
  /** Flat, in writing order: BlockRangeList.from(plan.ranges). */
  readonly ranges: Int32Array;
  readonly blocks: number;
  readonly bytes: number;
  readonly imageBlocks: number;
  /** blocks / imageBlocks */
  readonly fraction: number;
  readonly writeUnit: number | null;
  /** Sectors that the drive really rewrites, once every range is rounded out to write units. */
  readonly alignedBlocks: number;
  /** Milliseconds, from the drive's speed; null where it tells none. */
  readonly estimatedTime: number | null;
  /**
   * How many ranges at the end of the list move the disc to the new session: the longest run at its end that lies wholly
   * before the new session and holds anchors. A burn cut short before them changes nothing that the old session uses.
   * null: the list has no such shape, or is a caller's that replaces sectors of the old session before, and that promise is
   * not made.
   */
  readonly commitRanges: number | null;
  readonly warnings: readonly string[];
  /**
   * Tells the image and the disc that the plan was made for from any others: a burn that is held to the plan refuses them
   * (ERR_PLAN_STALE). A plan without it is held to its ranges alone.
   */
  readonly fingerprint?: string;
}

export function burnPlan(native: NativePlan): BurnPlan {
  return {
    ...native,
    rangeCount: native.ranges.length / 2,
    bytes: native.blocks * bytesPerSector,
    fraction: native.imageBlocks === 0 ? 0 : native.blocks / native.imageBlocks,
  };
}
