import { types } from 'node:util';

import { maxSector, shown } from '../arguments/judge.js';
import { Refusal } from '../errors/refusal.js';
import type { BlockRange } from './block-range.js';

function refuse(index: number, what: string): never {
  throw new Refusal(
    'ERR_BLOCK_RANGES',
    `Range ${index} of the list cannot be right: ${what}. Nothing was recorded.`,
  );
}

function sector(value: unknown, index: number, end: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxSector)
    return value;
  refuse(index, `its ${end} is ${String(value)}, which is no sector`);
}

function judgeRange(range: unknown, index: number): readonly [start: number, end: number] {
  if (typeof range !== 'object' || range === null)
    refuse(index, `it is ${shown(range)} and not a range`);
  const { startLba, endLba } = range as Partial<BlockRange>;
  const start = sector(startLba, index, 'startLba');
  const end = sector(endLba, index, 'endLba');
  if (start > end) refuse(index, `it starts at ${start}, after its end at ${end}`);
  return [start, end];
}

/**
 * Ranges as one flat array of their own: startLba, endLba, startLba, … in the order given. Throws a Refusal
 * (ERR_BLOCK_RANGES, naming the element) for what can be no range; whether it fits a disc is for the burn to judge.
 */
export function flatRanges(ranges: Iterable<BlockRange> | Int32Array): Int32Array {
  if (types.isInt32Array(ranges)) {
    if (ranges.length % 2 !== 0) refuse((ranges.length - 1) / 2, 'it has a start and no end');
    for (let index = 0; index < ranges.length; index += 2) {
      judgeRange({ startLba: ranges[index], endLba: ranges[index + 1] }, index / 2);
    }
    return ranges.slice();
  }
  if (typeof ranges !== 'object' || (ranges as unknown) === null || !(Symbol.iterator in ranges)) {
    throw new Refusal(
      'ERR_BLOCK_RANGES',
      `Ranges must be an Int32Array or iterable; they are ${shown(ranges)}.`,
    );
  }
  const flat: number[] = [];
  let index = 0;
  for (const range of ranges) flat.push(...judgeRange(range, index++));
  return Int32Array.from(flat);
}
