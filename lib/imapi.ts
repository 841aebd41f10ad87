import type { FileSystemImage } from './image/file-system-image.js';
import type { ImageOptions, ImageProgress } from './image/image-options.js';
import type { Operation } from './operation/operation.js';
import type { DiscRecorder } from './recorder/disc-recorder.js';
import type { RecorderInfo } from './recorder/recorder-info.js';
import type { DriveEvent, WatchOptions } from './watch/drive-event.js';
import type { VirtualControl } from './virtual/virtual-control.js';

/** IMAPI2, opened. Closing it closes everything that was made of it. */
export interface Imapi extends AsyncDisposable {
  readonly provider: 'system' | 'virtual';
  /** Looks into the virtual drives; null where no provider is virtual. */
  readonly virtual: VirtualControl | null;
  /** Every drive as plain data; a broken drive says so in `error` and never hides the others. */
  recorders(): Promise<RecorderInfo[]>;
  /**
   * Opens one drive, by its unique id or a volume path: `D:`, `D:\`. All handles of one drive share one worker. Rejects
   * with ERR_UNKNOWN_DRIVE where there is none of that name.
   */
  recorder(name: string): Promise<DiscRecorder>;
  /**
   * Drives that come and go (DDiscMaster2Events), and discs put in and taken out. IMAPI2 reports drives only, so each is asked
   * every second or so whether it has a disc; a drive that is burning or erasing is left alone, and one disc changed for
   * another between two questions may go unseen. What happens from this call on is told, in order; what is there already is
   * not. Ends on `signal`, on leaving the loop, and when this is closed; waiting in it keeps no process alive.
   */
  watch(options?: WatchOptions): AsyncIterableIterator<DriveEvent>;
  /** With a recorder whose disc is not blank, imports what is on it, so that the image adds to it. */
  createImage(options?: ImageOptions): Operation<ImageProgress, FileSystemImage>;
  /**
   * Whether an .iso file can be burned, as IMAPI2FS judges it (IIsoImageManager::Validate): whole sectors of 2048 bytes, and
   * at least one volume descriptor of ISO 9660 or UDF. Rejects with IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED,
   * IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND or IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG. `burnImage` doesn't ask: it records
   * whatever the file holds.
   */
  validateImage(path: string): Promise<void>;
  /** Closes the handles of everything that was made of it, a running burn after cancelling it. Closing twice is allowed. */
  close(): Promise<void>;
}
