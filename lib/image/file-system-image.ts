import type { Operation, OperationOptions } from '../operation/operation.js';
import type { ImageEntry } from './image-entry.js';
import type { ImageProgress } from './image-options.js';
import type { ImageResult } from './image-result.js';

/**
 * What a disc is going to hold (IFileSystemImage). Paths inside an image are written with `/` from its root, a leading
 * one or not; what comes back begins with `/`. While a result of it is open an image cannot be changed: IMAPI_E_READONLY.
 */
export interface FileSystemImage extends AsyncDisposable {
  readonly volumeName: string;
  /** Room left in sectors, as of the last call that settled. */
  readonly freeMediaBlocks: number;
  /** The name that the disc shows; IMAPI2FS refuses what its file systems can't hold, with the HRESULT of that. */
  setVolumeName(name: string): Promise<void>;
  /**
   * A file's path, or its bytes; folders on the way are made. Sources are opened when they are read, not when they are
   * added. A file that is there already is replaced (its old content stays on the disc, out of sight) unless `replace`
   * is false: ERR_EXISTS.
   */
  add(source: string | Uint8Array, destination: string, options?: AddOptions): Promise<void>;
  /**
   * A folder, file by file: with progress, a way to stop, and `onError: 'skip'` to go on past an unreadable file. Each is
   * opened for a moment, so that one that is in use is known while it can be left out. What had been added when it stopped
   * or failed stays in the image, and nothing of what comes after.
   *
   * The first files are told of one by one, more and more of them together later on. While it tells, nothing is being added:
   * the image has what has been told of, and who cancels then adds nothing more to it.
   */
  addTree(
    folder: string,
    destination: string,
    options?: AddTreeOptions,
  ): Operation<AddProgress, AddReport>;
  /** Folders on the way are made; one that is there already is left as it is. */
  createDirectory(path: string): Promise<void>;
  /** A file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  /** What is directly in a folder; default: the root. */
  list(path?: string): Promise<ImageEntry[]>;
  /** Works out the image's blocks, and which of them differ from the disc. Sources are opened here, and stay open. */
  createResult(options?: OperationOptions<ImageProgress>): Operation<ImageProgress, ImageResult>;
  /** Closes the image; results that were made of it stay usable. Closing twice is allowed. */
  close(): Promise<void>;
}

/** How one file is added. */
export interface AddOptions {
  /** Default: the source file's own, or now for bytes. */
  readonly modified?: Date;
  readonly hidden?: boolean;
  /** Default: true. */
  readonly replace?: boolean;
}

/** How a folder is added. */
export interface AddTreeOptions extends OperationOptions<AddProgress> {
  /** Default: `throw`. */
  readonly onError?: 'throw' | 'skip';
  /**
   * Given each path relative to the folder, with `/`, in the order in which they are added and some hundreds ahead of that; false
   * leaves it out, a folder with all that is in it.
   */
  readonly filter?: (path: string) => boolean;
  /** Default: true. */
  readonly replace?: boolean;
}

/** How many files and bytes are in the image by now. */
export interface AddProgress {
  /** The source of the last of them. */
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
}

/** What `addTree` has added, and what it went past. */
export interface AddReport {
  readonly files: number;
  readonly directories: number;
  readonly bytes: number;
  readonly skipped: readonly {
    readonly path: string;
    readonly code: string;
    readonly message: string;
  }[];
}
