import type { Readable } from 'node:stream';

import { Judge } from '../arguments/judge.js';
import { CallSite } from '../errors/call-site.js';
import type { Owned } from '../handles/owned.js';
import type { NativeResult, ResultHandle } from '../native/binding.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { adoptRanges, type BlockRangeList } from '../ranges/block-range-list.js';
import type { ImageResult, ProgressItem, SaveProgress, StreamOptions } from './image-result.js';
import { imageStream } from './image-stream.js';
import { saveAs } from './save-as.js';

export class OpenImageResult implements ImageResult {
  readonly totalBlocks: number;
  readonly blockSize: number;
  readonly discId: string;
  readonly #owned: Owned<ResultHandle>;

  constructor(owned: Owned<ResultHandle>, { totalBlocks, blockSize, discId }: NativeResult) {
    this.#owned = owned;
    this.totalBlocks = totalBlocks;
    this.blockSize = blockSize;
    this.discId = discId;
  }

  /** The result behind an ImageResult that a caller gave; a Refusal where it is none of ours. */
  static ownedBy(image: unknown, name: string): Owned<ResultHandle> {
    if (typeof image === 'object' && image !== null && #owned in image) return image.#owned;
    return Judge.argument.refuse(name, 'must be an ImageResult of this package', image);
  }

  modifiedBlocks(): Promise<BlockRangeList | null> {
    return CallSite.here('ImageResult.modifiedBlocks').run(async () => {
      const flat = await this.#owned.binding.modifiedBlocks(this.#owned.use());
      return flat === null ? null : adoptRanges(flat);
    });
  }

  streamBlockRanges(): Promise<BlockRangeList | null> {
    return CallSite.here('ImageResult.streamBlockRanges').run(async () => {
      const flat = await this.#owned.binding.streamBlockRanges(this.#owned.use());
      return flat === null ? null : adoptRanges(flat);
    });
  }

  progressItems(): Promise<readonly ProgressItem[]> {
    const { binding } = this.#owned;
    return CallSite.here('ImageResult.progressItems').run(() =>
      binding.progressItems(this.#owned.use()),
    );
  }

  stream(options?: StreamOptions): Readable {
    return imageStream(CallSite.here('ImageResult.stream'), this.#owned, this, options);
  }

  saveAs(path: string, options?: OperationOptions<SaveProgress>): Operation<SaveProgress, void> {
    return saveAs(CallSite.here('ImageResult.saveAs'), this.#owned, path, options);
  }

  close(): Promise<void> {
    return CallSite.here('ImageResult.close').run(() => this.#owned.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
