import type { Operation, OperationOptions } from '../operation/operation.js';
import type { EraseProgress } from './erase-progress.js';
import type { MediaInfo } from './media-info.js';
import type { RecorderInfo } from './recorder-info.js';

/** One drive (IDiscRecorder2). All handles of one drive share one worker; while a burn runs, others get ERR_BUSY. */
export interface DiscRecorder extends AsyncDisposable {
  /** As it was when the drive was opened. */
  readonly info: RecorderInfo;
  /** Owner of exclusive access, or null. */
  exclusiveOwner(): Promise<string | null>;
  /** May read from the disc, and so take seconds. Rejects with E_IMAPI_RECORDER_MEDIA_NO_MEDIA for an empty tray. */
  media(): Promise<MediaInfo>;
  /** Feature pages and profiles, by their MMC numbers. */
  features(): Promise<DriveFeatures>;
  /**
   * Resolves when the drive answers ready, waits through "becoming ready", rejects on timeout (ERR_TIMEOUT; default
   * 60,000 ms) or an empty tray. For ten seconds after this handle's `closeTray` a tray is not taken to be empty: a drive may
   * overlook the disc at first.
   */
  waitUntilReady(options?: WaitOptions): Promise<void>;
  /**
   * Exclusive access until the lock is released. `force` takes it where a file system is mounted, and dismounts that. It keeps
   * other programs out, not other parts of this one: locks of one program are counted, and the last release gives the drive back.
   */
  lock(options?: LockOptions): Promise<RecorderLock>;
  /** Opens the tray (IDiscRecorder2::EjectMedia). E_IMAPI_RECORDER_LOCKED where somebody else holds the drive. */
  eject(): Promise<void>;
  /** Closes the tray (IDiscRecorder2::CloseTray); the disc needs a while to be ready: `waitUntilReady`. */
  closeTray(): Promise<void>;
  /**
   * Makes the disc blank (IDiscFormat2Erase): what is on it is lost, and with `full` overwritten everywhere, which can take
   * an hour and more. IMAPI2 cannot stop it: `cancel()` works only before it begins, and says false from then on. Rejects
   * with E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED for a disc that can't be erased. After an erase that failed nobody knows
   * what the disc holds.
   */
  erase(options?: EraseOptions): Operation<EraseProgress, void>;
  /**
   * Reads from the medium with READ(10), past the operating system's cache and, where the drive obeys, past its own.
   * `count`: 1 to 32,768 sectors (64 MiB) a call.
   */
  readSectors(start: number, count: number): Promise<Uint8Array>;
  /** Closes this handle, after its last call; a burn under way is cancelled first. Closing twice is allowed. */
  close(): Promise<void>;
}

/** What a drive can do (IDiscRecorder2Ex), by the numbers of MMC-6 5.3 and 5.4.1. */
export interface DriveFeatures {
  readonly supported: readonly number[];
  readonly current: readonly number[];
  readonly profiles: readonly number[];
  readonly currentProfiles: readonly number[];
}

/** How long to wait for a drive. */
export interface WaitOptions {
  /** Milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface EraseOptions extends OperationOptions<EraseProgress> {
  /** Every sector, and not only those that make the disc look used. Default false. */
  readonly full?: boolean;
  /**
   * Milliseconds. Nothing stops an erase, so `close()` waits for it; a drive that tells nothing for so long while `close()`
   * waits is given up: ERR_DRIVE_HUNG. Default: that of `open`.
   */
  readonly hangTimeout?: number;
}

/** How exclusive access is asked for. */
export interface LockOptions {
  readonly force?: boolean;
}

/** Exclusive access to a drive. Releasing twice is allowed; closing the drive releases it too. */
export interface RecorderLock extends AsyncDisposable {
  /** Gives the drive back. Releasing twice is allowed. */
  release(): Promise<void>;
}
