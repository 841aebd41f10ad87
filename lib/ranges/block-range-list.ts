import { CallSite } from '../errors/call-site.js';
import type { BlockRange } from './block-range.js';
import { flatRanges } from './flat-ranges.js';

let adopt: (flat: Int32Array) => BlockRangeList;

/**
 * IBlockRangeList, in the order in which it must be recorded. Immutable; a million ranges cost one buffer of 8 MB.
 * Send `toInt32Array()` to other threads and processes, and make a list of it again there with `from`.
 */
export class BlockRangeList implements Iterable<BlockRange> {
  static {
    adopt = (flat) => new BlockRangeList(flat);
  }

  readonly #flat: Int32Array;
  #blockCount: number | null = null;

  private constructor(flat: Int32Array) {
    this.#flat = flat;
  }

  /**
   * From ranges, or from a flat array as `toInt32Array()` gives it; both are copied, and the order is kept. Throws an
   * ImapiError with ERR_BLOCK_RANGES that names the element which is no range: ends that are no whole numbers from 0 to
   * 2,147,483,647, or in the wrong order.
   */
  static from(ranges: Iterable<BlockRange> | Int32Array): BlockRangeList {
    return CallSite.here('BlockRangeList.from').runSync(
      () => new BlockRangeList(flatRanges(ranges)),
    );
  }

  /** The number of ranges. */
  get length(): number {
    return this.#flat.length / 2;
  }

  /** Sectors in all ranges together; one that lies in two ranges counts twice, since it is recorded twice. */
  get blockCount(): number {
    this.#blockCount ??= countBlocks(this.#flat);
    return this.#blockCount;
  }

  /** From the end where negative, as Array's own. */
  at(index: number): BlockRange | undefined {
    const whole = Math.trunc(index) || 0; // NaN is 0, as with Array
    const position = whole < 0 ? whole + this.length : whole;
    const startLba = this.#flat[2 * position];
    const endLba = this.#flat[2 * position + 1];
    return startLba === undefined || endLba === undefined ? undefined : { startLba, endLba };
  }

  /** A copy: startLba, endLba, startLba, endLba, … For IPC and for speed. */
  toInt32Array(): Int32Array {
    return this.#flat.slice();
  }

  /** What JSON.stringify writes. */
  toJSON(): BlockRange[] {
    return [...this];
  }

  /** In the order in which they must be recorded. */
  *[Symbol.iterator](): IterableIterator<BlockRange> {
    for (let index = 0; index < this.length; index++) {
      const range = this.at(index);
      if (range !== undefined) yield range;
    }
  }
}

function countBlocks(flat: Int32Array): number {
  let blocks = 0;
  flat.forEach((sector, index) => {
    blocks += index % 2 === 0 ? -sector : sector + 1;
  });
  return blocks;
}

/** A list around a flat array that nobody else keeps, and that has been judged: what the addon hands over. */
export function adoptRanges(flat: Int32Array): BlockRangeList {
  return adopt(flat);
}
