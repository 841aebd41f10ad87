import type { MediaType } from '../recorder/media-types.js';
import type { Fault } from './fault.js';

/** One drive of the virtual provider. docs/virtual-drive.md tells what it does. */
export interface VirtualDrive {
  /**
   * The disc: a sparse file of its full capacity, created blank where missing, held exclusively. Absent: an empty tray.
   */
  readonly disc?: string;
  /** What a new disc is; default `dvd+rw`. One that exists must be of that kind, where this is given. */
  readonly media?: MediaType;
  /** Capacity in sectors; default: that of the medium. */
  readonly sectors?: number;
  /** Sectors per second; default: as fast as the computer. */
  readonly speed?: number;
  readonly faults?: readonly Fault[];
}
