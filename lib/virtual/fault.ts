/** What goes wrong in a virtual drive, and when. docs/virtual-drive.md has every kind. */
export interface Fault {
  /**
   * The nth (from 1; default the first) call of a method such as `IDiscFormat2Data::Write`, or delivery of an event such
   * as `DDiscFormat2DataEvents::Update`; any access to a sector, or only reads or writes of it; as soon as so many sectors
   * have been written since the drive was made. With `every`, a drive that is broken from the start on: every call of
   * `IDiscRecorder2::InitializeDiscRecorder` with it, or, as `IDiscRecorder2::*`, of a recorder initialised with it.
   */
  readonly at:
    | { readonly call: string; readonly nth?: number; readonly every?: true }
    | { readonly sector: number; readonly access?: 'read' | 'write' }
    | { readonly sectorsWritten: number };
  /** A HRESULT, by its symbolic name or as an unsigned number; or what happens, by one of the names of `FaultKind`. */
  readonly fail: string | number;
  /** Of `swap-disc`: the file of the other disc. It is opened, and made where it is missing, when the drive is. */
  readonly disc?: string;
  /** Of `lock`: after so many refused attempts the other program is done. Default: it keeps the drive. */
  readonly attempts?: number;
  /** Of `becoming-ready`, `formatting`, `busy` and `no-media`: how many commands find the medium so. Default: 3. */
  readonly commands?: number;
}

/**
 * What can happen besides a HRESULT:
 *
 * - `power-cut`: the drive is dead from now on; what had reached the disc stays.
 * - `torn-unit`: a power cut that leaves the write unit it hits unreadable.
 * - `hang`: the call returns only when the Imapi is closed.
 * - `eject`: somebody opens the tray by hand.
 * - `swap-disc`: another disc lies in the drive.
 * - `lock`, `unlock`: another program takes exclusive access, and gives it back.
 * - `lose-writes`: writing succeeds, and nothing reaches the disc.
 * - `becoming-ready`, `formatting`, `busy`: the medium needs time.
 * - `no-media`: the drive overlooks the medium for a moment.
 * - `backwards`: the figures of a progress event go back to where they began.
 */
export type FaultKind =
  | 'power-cut'
  | 'torn-unit'
  | 'hang'
  | 'eject'
  | 'swap-disc'
  | 'lock'
  | 'unlock'
  | 'lose-writes'
  | 'becoming-ready'
  | 'backwards'
  | 'formatting'
  | 'busy'
  | 'no-media';
