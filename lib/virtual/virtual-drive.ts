import type { MediaType } from '../recorder/media-types.js';

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

/** What goes wrong in a virtual drive, and when. docs/virtual-drive.md has every kind. */
export interface Fault {
  /**
   * The nth (from 1; default the first) call of a method such as `IDiscFormat2Data::Write`; any access to a sector; or
   * as soon as so many sectors have been written since the drive was made.
   */
  readonly at:
    | { readonly call: string; readonly nth?: number }
    | { readonly sector: number }
    | { readonly sectorsWritten: number };
  /**
   * A HRESULT, by its symbolic name or as an unsigned number; or what the drive itself does: `power-cut`, `torn-unit` (a
   * power cut that leaves the write unit it hits unreadable), `hang` (the call returns only when the Imapi is closed).
   */
  readonly fail: string | number;
}
