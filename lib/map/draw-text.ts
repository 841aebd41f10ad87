import type { DiscMap, PartKind } from './disc-map.js';
import { layOut, middleOf } from './layout.js';
import { grouped, kindsOf, partMeanings, partNames, title } from './words.js';

/** How a drawing in text looks. */
export interface TextOptions {
  /** Width of the drawing in characters; at least 40. */
  readonly columns: number;
  readonly characters: 'blocks' | 'ascii';
}

/** Told apart by how dark they are, and without any colour. */
const characters: Readonly<Record<TextOptions['characters'], Readonly<Record<PartKind, string>>>> =
  {
    blocks: { kept: '▒', new: '█', anchor: '▲', free: '·' },
    ascii: { kept: 'o', new: '#', anchor: 'A', free: '.' },
  };

const least = { kept: 3, new: 4, anchor: 2, free: 4 };

/** The numbers of the writes above the strip, each over its place; those that find no room are left out. */
function numbers(map: DiscMap, placed: ReturnType<typeof layOut>, columns: number): string {
  const line = Array.from({ length: columns }, () => ' ');
  // The last are the anchors, which must not be missing; then the first.
  const { writes } = map;
  const inOrder = [...writes.slice(-4).reverse(), ...writes.slice(0, -4).slice(0, columns)];
  for (const write of inOrder) {
    const text = String(write.order);
    const at = Math.min(
      columns - text.length,
      Math.max(0, Math.floor(middleOf(placed, write)) - Math.floor((text.length - 1) / 2)),
    );
    const around = line.slice(Math.max(0, at - 1), at + text.length + 1);
    if (around.every((character) => character === ' '))
      line.splice(at, text.length, ...Array.from(text));
  }
  return line.join('').trimEnd();
}

/** The disc as lines of text: the order of writing, the strip, and what its characters mean. */
export function drawText(map: DiscMap, options: TextOptions): string[] {
  const columns = Math.max(40, Math.floor(options.columns));
  const shapes = characters[options.characters];
  const placed = layOut(map, columns, least);
  const end = grouped(Math.max(map.totalSectors, map.imageBlocks) - 1);
  const names = partNames(map);
  const meanings = partMeanings(map);
  return [
    title(map),
    numbers(map, placed, columns),
    placed.map(({ kind, width }) => shapes[kind].repeat(width)).join(''),
    `0${end.padStart(columns - 1)}`,
    ...kindsOf(map).map((kind) => `${shapes[kind]}  ${names[kind]}: ${meanings[kind]}`),
    'Numbers: the order of writing. Lengths are not to scale.',
  ];
}
