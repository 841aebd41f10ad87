import { describe, expect, test } from '@jest/globals';

import { discMap, type DiscMap } from '#lib/map/disc-map';
import { drawText } from '#lib/map/draw-text';
import { layOut, middleOf } from '#lib/map/layout';
import { drawSvg } from '#lib/map/svg/draw-svg';

const media = { type: 'dvd+rw', totalSectors: 2_295_104 } as const;

function append(
  ranges: readonly (readonly [number, number])[],
  commitRanges: number | null,
): DiscMap {
  const blocks = ranges.reduce((sum, [start, end]) => sum + end - start + 1, 0);
  const imageBlocks = Math.max(...ranges.map(([, end]) => end)) + 1;
  return discMap(
    {
      mode: 'modified',
      ranges: Int32Array.from(ranges.flat()),
      rangeCount: ranges.length,
      commitRanges,
      imageBlocks,
      blocks,
    },
    media,
  );
}

const usual = append(
  [
    [512_000, 514_031],
    [256, 271],
  ],
  1,
);

describe('the map of a disc', () => {
  test('has every sector once, and the writes in their order', () => {
    expect(usual.parts).toEqual([
      { kind: 'kept', startLba: 0, endLba: 255 },
      { kind: 'anchor', startLba: 256, endLba: 271 },
      { kind: 'kept', startLba: 272, endLba: 511_999 },
      { kind: 'new', startLba: 512_000, endLba: 514_031 },
      { kind: 'free', startLba: 514_032, endLba: 2_295_103 },
    ]);
    expect(usual.writes.map(({ order, kind }) => [order, kind])).toEqual([
      [1, 'new'],
      [2, 'anchor'],
    ]);
  });

  test('of a list without anchors at its end promises nothing', () => {
    const map = append([[16, 31]], null);
    expect(map.hasCommit).toBe(false);
    expect(drawSvg(map)).not.toContain('Cut before this line');
  });

  test('of a whole image has no old session', () => {
    const plan = {
      mode: 'whole',
      ranges: Int32Array.of(0, 999),
      rangeCount: 1,
      commitRanges: null,
      imageBlocks: 1000,
      blocks: 1000,
    } as const;
    const map = discMap(plan, media);
    expect(map.parts.map(({ kind }) => kind)).toEqual(['new', 'free']);
    const [title, , , , first] = drawText(map, { columns: 60, characters: 'blocks' });
    expect([title, first]).toEqual([
      'Records the whole image: 1,000 sectors',
      '█  whole image: recorded',
    ]);
  });
});

describe('the map of an odd list', () => {
  test('joins what lies side by side, and shows the later of two that overlap where it goes on', () => {
    const map = append(
      [
        [512, 527],
        [528, 543],
        [520, 559],
      ],
      null,
    );
    expect(map.parts.slice(0, 2)).toEqual([
      { kind: 'kept', startLba: 0, endLba: 511 },
      { kind: 'new', startLba: 512, endLba: 559 },
    ]);
    expect(map.writes).toHaveLength(3);
  });

  test('of a whole image without ranges is that image, and of nothing is nothing', () => {
    const plan = {
      mode: 'whole',
      ranges: new Int32Array(),
      rangeCount: 0,
      commitRanges: null,
    } as const;
    const whole = discMap({ ...plan, imageBlocks: 1000, blocks: 1000 }, media);
    expect(whole.writes).toEqual([{ kind: 'new', order: 1, startLba: 0, endLba: 999 }]);
    const nothing = discMap(
      { ...plan, imageBlocks: 0, blocks: 0 },
      { type: 'dvd+rw', totalSectors: 0 },
    );
    expect([nothing.parts, nothing.writes]).toEqual([[], []]);
    expect(layOut(nothing, 900, { kept: 1, new: 1, anchor: 1, free: 1 })).toEqual([]);
    expect(middleOf([], { kind: 'new', startLba: 0, endLba: 1 })).toBe(0);
    expect(drawSvg(nothing)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of an image that is larger than its disc ends with the image', () => {
    const map = discMap(
      {
        mode: 'modified',
        ranges: Int32Array.of(64, 127),
        rangeCount: 1,
        commitRanges: 0,
        imageBlocks: 128,
        blocks: 64,
      },
      { type: 'dvd+rw', totalSectors: 100 },
    );
    expect(map.parts.at(-1)).toEqual({ kind: 'new', startLba: 64, endLba: 127 });
    expect(map.hasCommit).toBe(false);
  });
});

describe('a drawing', () => {
  test('shows anchors that to scale would not be there', () => {
    const placed = layOut(usual, 900, { kept: 40, new: 70, anchor: 16, free: 90 });
    expect(placed.find(({ kind }) => kind === 'anchor')?.width).toBeGreaterThanOrEqual(16);
    expect(placed.reduce((sum, { width }) => sum + width, 0)).toBe(900);
  });

  test('is as wide as it should be for a list of a hundred thousand ranges', () => {
    const ranges = Array.from(
      { length: 100_000 },
      (_, index) => [400_000 + 4 * index, 400_001 + 4 * index] as const,
    );
    const map = append([...ranges, [256, 271]], 1);
    const placed = layOut(map, 900, { kept: 40, new: 70, anchor: 16, free: 90 });
    expect(placed.reduce((sum, { width }) => sum + width, 0)).toBe(900);
    expect(drawSvg(map).length).toBeLessThan(100_000);
  });

  test('in text tells the parts apart without colour, in Unicode and in ASCII', () => {
    const unicode = drawText(usual, { columns: 60, characters: 'blocks' });
    expect(unicode[2]).toMatch(/^▒+▲+▒+█+·+$/);
    expect(unicode[1]?.trim()).toMatch(/^2 +1$/);
    const ascii = drawText(usual, { columns: 60, characters: 'ascii' });
    expect(ascii[2]).toMatch(/^o+A+o+#+\.+$/);
    expect(ascii.join('')).toMatch(/^[\x20-\x7e]*$/);
    for (const line of [...unicode.slice(1, 4), ...ascii.slice(1, 4)])
      expect(line.length).toBeLessThanOrEqual(60);
  });

  test('in SVG has a pattern and a word for every kind of part, and is well formed', () => {
    const svg = drawSvg(usual);
    for (const kind of ['kept', 'new', 'anchor', 'free'])
      expect(svg).toContain(`fill="url(#part-${kind})"`);
    for (const word of ['old session', 'new session', 'anchors', 'free', 'Cut before this line'])
      expect(svg).toContain(word);
    // Every element is closed, in the order in which they were opened.
    const open: string[] = [];
    for (const [, end, name, alone] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (end === '/') expect(open.pop()).toBe(name);
      else if (alone !== '/') open.push(name ?? '');
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of more writes than find room shows the first and the last of them, and how many there are', () => {
    const ranges = Array.from(
      { length: 1200 },
      (_, index) => [400_000 + 64 * index, 400_031 + 64 * index] as const,
    );
    const map = append([...ranges, [256, 271], [2_295_088, 2_295_103]], 2);
    const svg = drawSvg(map);
    expect(svg).toContain('1,199 more');
    for (const order of ['1', '1201', '1202']) expect(svg).toContain(`>${order}</text>`);
    const [, numbers] = drawText(map, { columns: 80, characters: 'blocks' });
    expect(numbers).toContain('1201');
    expect(numbers).toContain('1202');
    expect(numbers?.length).toBeLessThanOrEqual(80);
  });

  test('has a number of every length in its place', () => {
    const ranges = Array.from(
      { length: 120 },
      (_, index) => [400_000 + 4000 * index, 400_031 + 4000 * index] as const,
    );
    const svg = drawSvg(append(ranges, null));
    for (const order of ['1', '23', '120']) expect(svg).toContain(`>${order}</text>`);
  });

  test('of a list with anchors only draws no line that a cut could be before', () => {
    const svg = drawSvg(append([[256, 271]], 1));
    expect(svg).not.toContain('Cut before this line');
  });

  test('of a single sector counts it as one', () => {
    const map = append([[512, 512]], null);
    expect(drawText(map, { columns: 60, characters: 'ascii' })[0]).toBe(
      'Records 1 of 513 sectors in 1 range',
    );
    expect(drawSvg(map)).toContain('>1 sector<');
  });

  test('is no narrower than its words need', () => {
    const lines = drawText(usual, { columns: 3, characters: 'ascii' });
    expect(lines[2]).toHaveLength(40);
  });
});
