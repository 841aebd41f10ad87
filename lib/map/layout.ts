import type { DiscMap, Part, PartKind } from './disc-map.js';

/** A part with its place in a drawing, from 0 to the width. */
export interface PlacedPart extends Part {
  readonly x: number;
  readonly width: number;
}

/** What each kind needs at least to be seen, in the drawing's own unit. */
export type LeastWidths = Readonly<Record<PartKind, number>>;

/** More parts than this are shown to scale, and melt together where they are finer than a drawing can be. */
const mostParts = 14;

/**
 * Places the parts along a strip. A few parts each get a width that can be seen, and share the rest by their size: to scale the
 * anchors, 16 sectors of two million, would not be there.
 */
export function layOut(map: DiscMap, width: number, least: LeastWidths): PlacedPart[] {
  const { parts } = map;
  const needed = parts.reduce((sum, { kind }) => sum + least[kind], 0);
  return parts.length <= mostParts && needed <= width
    ? shared(parts, width, width - needed, least)
    : toScale(parts, width, least);
}

const size = ({ startLba, endLba }: Part): number => endLba - startLba + 1;

function shared(
  parts: readonly Part[],
  width: number,
  rest: number,
  least: LeastWidths,
): PlacedPart[] {
  const all = parts.reduce((sum, part) => sum + size(part), 0);
  let x = 0;
  return parts.map((part, index) => {
    const exact = least[part.kind] + (rest * size(part)) / all;
    const end = index === parts.length - 1 ? width : Math.min(width, Math.round(x + exact));
    const placed = { ...part, x, width: end - x };
    x = end;
    return placed;
  });
}

/** Which of several kinds in one column is shown: the one that matters most. */
const weight: Readonly<Record<PartKind, number>> = { free: 0, kept: 1, new: 2, anchor: 3 };

function toScale(parts: readonly Part[], width: number, least: LeastWidths): PlacedPart[] {
  const all = parts.reduce((sum, part) => sum + size(part), 0);
  const columns: { kind: PartKind; startLba: number; endLba: number }[] = [];
  for (const part of parts) {
    const from = Math.min(width - 1, Math.floor((width * part.startLba) / all));
    const exactEnd = Math.ceil((width * (part.endLba + 1)) / all);
    const seen = part.kind === 'anchor' ? Math.min(least.anchor, width / 40) : 1;
    const to = Math.min(width, Math.max(exactEnd, from + Math.max(1, Math.round(seen))));
    for (let column = from; column < to; column++) {
      const there = columns[column];
      if (there === undefined || weight[there.kind] < weight[part.kind])
        columns[column] = { kind: part.kind, startLba: part.startLba, endLba: part.endLba };
    }
  }
  return joined(columns);
}

function joined(columns: readonly Part[]): PlacedPart[] {
  const placed: { -readonly [Key in keyof PlacedPart]: PlacedPart[Key] }[] = [];
  columns.forEach((column, x) => {
    const last = placed.at(-1);
    if (last?.kind === column.kind) {
      last.width++;
      last.endLba = Math.max(last.endLba, column.endLba);
    } else placed.push({ ...column, x, width: 1 });
  });
  return placed;
}

/**
 * Where the middle of a range of sectors is drawn. To scale, a column shows one of the parts in it: what is not shown itself lies
 * at the end of what is shown before it.
 */
export function middleOf(placed: readonly PlacedPart[], { startLba, endLba }: Part): number {
  const middle = (startLba + endLba) / 2;
  const shown = placed.findLast((part) => part.startLba <= middle);
  if (shown === undefined) return 0;
  const inside = (middle - shown.startLba + 0.5) / (shown.endLba - shown.startLba + 1);
  return shown.x + shown.width * Math.min(1, Math.max(0, inside));
}
