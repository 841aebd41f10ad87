import { describe, expect, test } from '@jest/globals';
import { BlockRangeList, ImapiError } from 'imapi2';

const append = [
  { startLba: 1024, endLba: 2047 },
  { startLba: 256, endLba: 271 },
];

describe('a BlockRangeList', () => {
  test('keeps the order it was given, since the last ranges are the commit', () => {
    expect([...BlockRangeList.from(append)]).toEqual(append);
    expect(BlockRangeList.from(append).toJSON()).toEqual(append);
  });

  test('counts both ends of a range', () => {
    const list = BlockRangeList.from(append);
    expect([list.length, list.blockCount]).toEqual([2, 1040]);
    expect(BlockRangeList.from([{ startLba: 7, endLba: 7 }]).blockCount).toBe(1);
    expect(BlockRangeList.from([]).blockCount).toBe(0);
  });

  test('counts beyond 32 bits', () => {
    const whole = { startLba: 0, endLba: 0x7fffffff };
    expect(BlockRangeList.from([whole, whole, whole]).blockCount).toBe(3 * 2 ** 31);
  });

  test('is made again from its flat array, which is a copy in both directions', () => {
    const flat = Int32Array.of(1024, 2047, 256, 271);
    const list = BlockRangeList.from(flat);
    flat.fill(0);
    list.toInt32Array().fill(0);
    expect([...list.toInt32Array()]).toEqual([1024, 2047, 256, 271]);
    expect([...BlockRangeList.from(structuredClone(list.toInt32Array()))]).toEqual(append);
  });

  test('finds ranges from the start and from the end, and nothing outside', () => {
    const list = BlockRangeList.from(append);
    expect([list.at(0), list.at(1), list.at(-1)]).toEqual([append[0], append[1], append[1]]);
    expect([list.at(2), list.at(-3), list.at(NaN)]).toEqual([undefined, undefined, append[0]]);
  });

  test('holds a million ranges in one buffer', () => {
    const flat = new Int32Array(2_000_000).map(
      (_, index) => 32 * Math.floor(index / 2) + 15 * (index % 2),
    );
    const list = BlockRangeList.from(flat);
    expect([list.length, list.blockCount]).toEqual([1_000_000, 16_000_000]);
    expect(list.toInt32Array().byteLength).toBe(8_000_000);
  });

  test.each([
    ['starts after its end', [append[0], { startLba: 5, endLba: 4 }], 'Range 1'],
    ['is negative', [{ startLba: -1, endLba: 4 }], 'Range 0'],
    ['is no whole number', [{ startLba: 0.5, endLba: 4 }], 'Range 0'],
    ['is beyond a LONG', [{ startLba: 0, endLba: 2 ** 31 }], 'Range 0'],
    ['is no range at all', [append[0], append[1], null], 'Range 2'],
    ['has no end', [{ startLba: 3 }], 'Range 0'],
    ['is half a pair of a flat array', Int32Array.of(1, 2, 3), 'Range 1'],
    ['is reversed in a flat array', Int32Array.of(1, 2, 9, 3), 'Range 1'],
  ])('refuses a list with an element that %s, and names it', (_, ranges, element) => {
    const make = (): BlockRangeList => BlockRangeList.from(ranges as Int32Array);
    expect(make).toThrow(ImapiError);
    expect(make).toThrow(
      expect.objectContaining({ code: 'ERR_BLOCK_RANGES', operation: 'BlockRangeList.from' }),
    );
    expect(make).toThrow(element);
  });

  test('refuses what is no list', () => {
    expect(() => BlockRangeList.from(5 as unknown as Int32Array)).toThrow('they are 5');
  });
});
