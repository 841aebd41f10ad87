import type { Owned } from '../handles/owned.js';
import type { ResultHandle } from '../native/binding.js';

/** 1 MiB a read: one crossing to the worker for many blocks. */
const blocksPerRead = 512;

export interface Stretch {
  readonly startLba: number;
  readonly endLba: number;
}

/** Reads a stretch of an image from its start to its end, with a position of its own. */
export class ImageReader {
  readonly #result: Owned<ResultHandle>;
  readonly #endLba: number;
  #nextLba: number;

  constructor(result: Owned<ResultHandle>, { startLba, endLba }: Stretch) {
    this.#result = result;
    this.#nextLba = startLba;
    this.#endLba = endLba;
  }

  /** The next bytes, or null at the end. */
  async next(): Promise<Uint8Array | null> {
    const blocks = Math.min(blocksPerRead, this.#endLba - this.#nextLba + 1);
    if (blocks <= 0) return null;
    const bytes = await this.#result.binding.readImage(this.#result.use(), this.#nextLba, blocks);
    this.#nextLba += blocks;
    return new Uint8Array(bytes);
  }
}
