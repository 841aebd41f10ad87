import type { BlockRange } from '../ranges/block-range.js';
import type { VirtualDrive } from './virtual-drive.js';

/** Looks into the virtual drives of one `open`, and plugs them in and out: for an app's own tests. */
export interface VirtualControl {
  /**
   * One of the counters that docs/virtual-drive.md lists: `objects`, `source-handles`, `threads`,
   * `calls:IDiscFormat2Data::Write`, `faults:IDiscFormat2Data::Write`. Rejects with E_INVALIDARG for an unknown name.
   */
  counter(name: string): Promise<number>;
  /** Plugs in another drive, and gives its id. */
  addDrive(drive: VirtualDrive): Promise<string>;
  /** Pulls a drive's cable: it is listed no more, and whoever has it open gets no answer from it. */
  removeDrive(driveId: string): Promise<void>;
  /** What reached the disc in the drive of that id since `open`, in the order of writing, neighbours joined. */
  writes(driveId: string): Promise<BlockRange[]>;
}
