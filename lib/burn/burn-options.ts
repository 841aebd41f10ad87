import type { ImageOptions } from '../image/image-options.js';
import type { OperationOptions } from '../operation/operation.js';
import type { BlockRange } from '../ranges/block-range.js';
import type { BurnPlan } from './burn-plan.js';
import type { BurnProgress } from './burn-progress.js';

/** How a burn is done. */
export interface BurnOptions extends OperationOptions<BurnProgress> {
  /** A plan made before: the burn is refused with ERR_PLAN_STALE where disc or image have changed since. */
  readonly plan?: BurnPlan;
  /**
   * What burnModified does where the whole image must be recorded. Default `reject`: ERR_WHOLE_IMAGE_REQUIRED. `if-blank`
   * means what it says: a write-once disc that holds sessions is not blank, although adding one loses nothing. `burn`
   * adds it.
   */
  readonly whenWholeImage?: 'reject' | 'if-blank' | 'burn';
  /** `quick`, `full`: IBurnVerification. `ranges` (default): what was written is read back and compared. */
  readonly verify?: 'none' | 'quick' | 'full' | 'ranges';
  /** Sectors per second, or as fast as the drive can. Default: as the drive is set. */
  readonly writeSpeed?: number | 'max';
  /**
   * Close the disc (IDiscFormat2Data::put_ForceMediaToBeClosed): no session can follow. On rewritable media it can still be
   * erased. Default false.
   */
  readonly closeMedia?: boolean;
  /** Open the tray once the burn has succeeded. Default: false. */
  readonly ejectAfter?: boolean;
  /** Other ranges than the image's own list, in this order. Must be exact: inside, aligned, without overlap. */
  readonly ranges?: Iterable<BlockRange> | Int32Array;
  /**
   * A file that remembers enough (ranges, digests, the bytes of the commit ranges, which disc) for resumeBurn. It is
   * whole and on its disk before the first sector is written, and goes once the burn has succeeded. For ranges of an .iso it
   * has the file's path and digest, and resumeBurn needs the file.
   */
  readonly journal?: string;
  /**
   * Keep Windows from sleeping. A logoff is not held up: Windows lets only a program with a window of its own do that.
   * Default true.
   */
  readonly keepAwake?: boolean;
  /** Milliseconds. A drive that has not stopped so long after a cancel is given up: ERR_DRIVE_HUNG. Default: that of `open`. */
  readonly cancelTimeout?: number;
}

/** How a whole image is recorded, or some ranges of it. */
export interface BurnImageOptions extends Omit<BurnOptions, 'ranges' | 'whenWholeImage'> {
  /**
   * Record it whole although the disc is not blank, and what it holds is lost. Default false. Of no meaning for media that
   * are written one session after the other (CD-R, DVD-R, BD-R, …): nothing on them is ever overwritten.
   */
  readonly overwrite?: boolean;
  /**
   * Only these ranges of the image, in this order. Must be exact: inside, aligned, without overlap. Or `differences`: the
   * .iso is compared with the disc and only what differs is recorded. This overwrites live data in place: until it has
   * finished the disc holds neither image, so a journal is required.
   */
  readonly ranges?: 'differences' | Iterable<BlockRange> | Int32Array;
}

/** What updateDisc takes: a burn's options and an image's, without those that it decides by itself. */
export type UpdateOptions = Omit<BurnOptions, 'ranges' | 'plan'> &
  Omit<ImageOptions, 'recorder' | 'importPrevious' | 'signal' | 'onProgress'>;

/** What of a burn its plan depends on. */
export type PlanOptions = Pick<BurnOptions, 'ranges' | 'writeSpeed'>;

/** What `verifyRanges` reads back. */
export interface VerifyOptions extends OperationOptions<BurnProgress> {
  /** Default: the image's own list, or the whole image where it has none. */
  readonly ranges?: Iterable<BlockRange> | Int32Array;
}
