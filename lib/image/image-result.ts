import type { Operation, OperationOptions } from '../operation/operation.js';
import type { BlockRangeList } from '../ranges/block-range-list.js';
import type { Readable } from '../surroundings.js';

/** IFileSystemImageResult2. Holds what its stream needs (image, drive, sources) until it is closed. */
export interface ImageResult extends AsyncDisposable {
  readonly totalBlocks: number;
  /** Bytes in a block: 2048. */
  readonly blockSize: number;
  readonly discId: string;
  /**
   * IFileSystemImageResult2::get_ModifiedBlocks. null: the whole image must be recorded (E_NOTIMPL, or an IMAPI2 older
   * than the interface). A list that can't be right rejects with ERR_BLOCK_RANGES, which names the element.
   */
  modifiedBlocks(): Promise<BlockRangeList | null>;
  /**
   * The same list asked of the image stream itself (QueryInterface for IBlockRangeList), which is what a burn obeys; null
   * where it has none.
   */
  streamBlockRanges(): Promise<BlockRangeList | null>;
  /** IProgressItems: which file each stretch of the image belongs to. */
  progressItems(): Promise<readonly ProgressItem[]>;
  /**
   * The image as bytes, the whole or from `startLba` to `endLba`, both included. Each stream has a position of its own.
   * Closing the result destroys it with ERR_CLOSED; options that can't be right destroy it with ERR_INVALID_OPTION.
   */
  stream(options?: StreamOptions): Readable;
  /**
   * The image as an .iso file. It is written beside `path` under another name and then renamed, so a save that was
   * cancelled or failed leaves what was there. ERR_FILE_WRITE where the file can't be written.
   */
  saveAs(path: string, options?: OperationOptions<SaveProgress>): Operation<SaveProgress, void>;
  /** Lets image, drive and sources go. Streams of it are destroyed with ERR_CLOSED. Closing twice is allowed. */
  close(): Promise<void>;
}

/** A file and the blocks of the image that hold it, both ends included (IProgressItem). */
export interface ProgressItem {
  readonly description: string;
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/** Which blocks of the image to read, both ends included. Default: all of them. */
export interface StreamOptions {
  readonly startLba?: number;
  readonly endLba?: number;
}

/** Blocks of 2048 bytes that are in the file already. */
export interface SaveProgress {
  readonly blocks: number;
  readonly totalBlocks: number;
}
