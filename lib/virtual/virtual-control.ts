import type { BlockRange } from '../ranges/block-range.js';

/** Looks into the virtual drives of one `open`: for an app's own tests. */
export interface VirtualControl {
  /**
   * One of the counters that docs/virtual-drive.md lists: `objects`, `source-handles`, `threads`,
   * `calls:IDiscFormat2Data::Write`. Rejects with E_INVALIDARG for an unknown name.
   */
  counter(name: string): Promise<number>;
  /** What reached the disc in the drive of that id since `open`, in the order of writing, neighbours joined. */
  writes(driveId: string): Promise<BlockRange[]>;
}
