import type { DiscMap, PartKind } from './disc-map.js';

const number = new Intl.NumberFormat('en');

export const grouped = (value: number): string => number.format(value);

export const sectors = (amount: number): string =>
  `${grouped(amount)} sector${amount === 1 ? '' : 's'}`;

export function partNames({ mode }: Pick<DiscMap, 'mode'>): Readonly<Record<PartKind, string>> {
  return {
    kept: 'old session',
    new: mode === 'whole' ? 'whole image' : 'new session',
    anchor: 'anchors',
    free: 'free',
  };
}

export function partMeanings(map: DiscMap): Readonly<Record<PartKind, string>> {
  return {
    kept: 'stays as it is',
    new: map.hasCommit ? 'recorded first' : 'recorded',
    anchor: 'recorded last: move the disc to the new session',
    free: 'stays empty',
  };
}

export function title({ mode, blocks, imageBlocks, writes }: DiscMap): string {
  if (mode === 'whole') return `Records the whole image: ${sectors(imageBlocks)}`;
  const ranges = `${grouped(writes.length)} range${writes.length === 1 ? '' : 's'}`;
  return `Records ${grouped(blocks)} of ${sectors(imageBlocks)} in ${ranges}`;
}

/** The kinds that a drawing of this disc shows, in the order of a legend. */
export function kindsOf({ parts }: DiscMap): PartKind[] {
  const there = new Set(parts.map(({ kind }) => kind));
  return (['kept', 'new', 'anchor', 'free'] as const).filter((kind) => there.has(kind));
}
