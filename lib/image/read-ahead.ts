import { Buffer } from 'node:buffer';

import type { Owned } from '../handles/owned.js';
import type { ResultHandle } from '../native/binding.js';

/**
 * 480 KiB: one crossing to the image's worker for many blocks, and yet less than what Windows' heap asks the system for anew each
 * time (from 508 KiB on), whose pages cost more than the reading (docs/performance.md).
 */
const blocksPerRead = 240;
/** So many reads are under way or wait for their reader, about 1 MiB, however long a stream is left alone. */
const readsAhead = 2;

export interface Stretch {
  readonly startLba: number;
  readonly endLba: number;
}

/**
 * Reads a stretch of an image from its start to its end, with a position of its own. From the first `next` on it is some
 * reads ahead of whoever takes them, so that the image is read while they are busy with the last.
 */
export class ReadAhead {
  readonly #result: Owned<ResultHandle>;
  readonly #blockSize: number;
  readonly #endLba: number;
  readonly #reads: Promise<Uint8Array>[] = [];
  #nextLba: number;
  #stopped = false;

  constructor(result: Owned<ResultHandle>, blockSize: number, { startLba, endLba }: Stretch) {
    this.#result = result;
    this.#blockSize = blockSize;
    this.#nextLba = startLba;
    this.#endLba = endLba;
  }

  /** The next bytes, or null at the end. One call at a time. */
  async next(): Promise<Uint8Array | null> {
    this.#fill();
    const bytes = (await this.#reads[0]) ?? null;
    void this.#reads.shift();
    this.#fill();
    return bytes;
  }

  /** Resolves once nothing is being read any more, however it ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled(this.#reads);
  }

  #fill(): void {
    while (!this.#stopped && this.#reads.length < readsAhead && this.#nextLba <= this.#endLba)
      this.#reads.push(this.#read());
  }

  #read(): Promise<Uint8Array> {
    const startLba = this.#nextLba;
    const blocks = Math.min(blocksPerRead, this.#endLba - startLba + 1);
    // Whoever takes the bytes keeps them, so that each read needs memory of its own; the addon fills all of it.
    const bytes = Buffer.allocUnsafeSlow(blocks * this.#blockSize);
    const read = this.#result.binding.readImage(this.#result.use(), startLba, bytes);
    this.#nextLba += blocks;
    const filled = read.then(() => bytes);
    // It may fail before anybody asks for it, or when nobody will.
    filled.catch(() => undefined);
    return filled;
  }
}
