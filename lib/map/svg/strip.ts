import type { DiscMap, Write } from '../disc-map.js';
import { middleOf, type PlacedPart } from '../layout.js';
import { grouped, partNames } from '../words.js';
import { badge } from './badge.js';
import { element, words } from './element.js';
import { faint, fillOf, ink } from './style.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const badgeAbove = 34;
const badgeRoom = 34;
const labelMargin = 6;
const addressRoom = 74;

function band({ x, y, height }: Box, part: PlacedPart, name: string): string {
  const place = { x: x + part.x, y, width: part.width, height };
  const dashed = part.kind === 'free' ? { 'stroke-dasharray': '5 4' } : {};
  const rect = element('rect', {
    ...place,
    fill: fillOf(part.kind),
    stroke: ink,
    'stroke-width': 1.5,
    ...dashed,
  });
  const half = name.length * 4.2 + 8;
  // The legend names it too.
  if (part.kind === 'anchor' || part.width < 2 * half + labelMargin) return rect;
  const middle = place.x + part.width / 2;
  return (
    rect +
    element('rect', {
      x: middle - half,
      y: y + height / 2 - 13,
      width: 2 * half,
      height: 26,
      rx: 4,
      fill: '#ffffff',
    }) +
    words(name, {
      x: middle,
      y: y + height / 2 + 5,
      'text-anchor': 'middle',
      'font-size': 15,
      'font-weight': 600,
      fill: ink,
    })
  );
}

/** Numbers above the strip. Where there are more than fit, the first and the last of them. */
function orders(box: Box, placed: readonly PlacedPart[], writes: readonly Write[]): string {
  const taken: number[] = [];
  const drawn: string[] = [];
  const wanted = [...writes.slice(-6).reverse(), ...writes.slice(0, -6).slice(0, 200)];
  for (const write of wanted) {
    const x = box.x + middleOf(placed, write);
    if (taken.some((other) => Math.abs(other - x) < badgeRoom)) continue;
    taken.push(x);
    const y = box.y - badgeAbove;
    drawn.push(
      element('path', { d: `M${x} ${y + 13}V${box.y}`, stroke: ink, 'stroke-width': 2 }),
      badge(x, y, write.order, write.kind === 'anchor'),
    );
  }
  return drawn.join('');
}

/** The first sector of each part, below it; what would run into its neighbour is left out. */
function addresses(box: Box, placed: readonly PlacedPart[], end: number): string {
  const drawn: string[] = [];
  const y = box.y + box.height;
  const right = box.x + box.width;
  let free = -Infinity;
  for (const part of placed) {
    const x = box.x + part.x;
    if (x < free || x > right - addressRoom) continue;
    free = x + addressRoom;
    drawn.push(
      element('path', { d: `M${x} ${y}v7`, stroke: ink, 'stroke-width': 1.5 }),
      words(grouped(part.x === 0 ? 0 : part.startLba), {
        x,
        y: y + 22,
        'font-size': 13,
        fill: faint,
      }),
    );
  }
  drawn.push(
    words(grouped(end), {
      x: right,
      y: y + 22,
      'text-anchor': 'end',
      'font-size': 13,
      fill: faint,
    }),
  );
  return drawn.join('');
}

/** The disc from its first to its last sector. */
export function strip(box: Box, map: DiscMap, placed: readonly PlacedPart[]): string {
  const names = partNames(map);
  return [
    ...placed.map((part) => band(box, part, names[part.kind])),
    orders(box, placed, map.writes),
    addresses(box, placed, map.parts.at(-1)?.endLba ?? 0),
  ].join('');
}
