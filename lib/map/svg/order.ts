import type { DiscMap, Write } from '../disc-map.js';
import { grouped, partNames, sectors } from '../words.js';
import { badge } from './badge.js';
import { element, words } from './element.js';
import type { Box } from './strip.js';
import { faint, fillOf, ink } from './style.js';

const gap = 34;
const mostCards = 4;

/** The writes to show: all of them, or the first and the last with how many are between. */
type Card = { readonly write: Write } | { readonly more: number };

function cardsOf({ writes }: DiscMap): Card[] {
  if (writes.length <= mostCards) return writes.map((write) => ({ write }));
  const left = writes.slice(0, 1).map((write) => ({ write }));
  const right = writes.slice(-2).map((write) => ({ write }));
  return [...left, { more: writes.length - 3 }, ...right];
}

function frame({ x, y, width, height }: Box): string {
  return element('rect', {
    x,
    y,
    width,
    height,
    rx: 6,
    fill: '#ffffff',
    stroke: ink,
    'stroke-width': 1.5,
  });
}

function writeCard(box: Box, { order, kind, startLba, endLba }: Write, name: string): string {
  const { x, y, height } = box;
  const text = x + 58;
  return [
    frame(box),
    element('rect', { x, y, width: 10, height, fill: fillOf(kind), stroke: ink }),
    badge(x + 32, y + height / 2, order, kind === 'anchor'),
    words(name, { x: text, y: y + 24, 'font-size': 15, 'font-weight': 600, fill: ink }),
    words(sectors(endLba - startLba + 1), { x: text, y: y + 44, 'font-size': 13, fill: ink }),
    words(`${grouped(startLba)} … ${grouped(endLba)}`, {
      x: text,
      y: y + 62,
      'font-size': 12,
      fill: faint,
    }),
  ].join('');
}

function moreCard(box: Box, more: number): string {
  const middle = box.x + box.width / 2;
  const style = { x: middle, 'text-anchor': 'middle', fill: ink };
  return (
    frame(box) +
    words('…', { ...style, y: box.y + 26, 'font-size': 20 }) +
    words(`${grouped(more)} more`, { ...style, y: box.y + 50, 'font-size': 14 })
  );
}

function arrow(x: number, y: number): string {
  return element('path', {
    d: `M${x + 5} ${y}h${gap - 12}m-7 -6l7 6l-7 6`,
    fill: 'none',
    stroke: ink,
    'stroke-width': 2,
  });
}

/** Between the last sector of the new session and the first anchor: what a cut leaves. */
function pointOfCommit(x: number, box: Box): string {
  const bottom = box.y + box.height + 14;
  const inLeftHalf = x < box.x + box.width / 2;
  return (
    element('path', {
      d: `M${x} ${box.y - 8}V${bottom}`,
      stroke: ink,
      'stroke-width': 2,
      'stroke-dasharray': '3 4',
    }) +
    words('Cut before this line, the disc still shows the old session.', {
      x: inLeftHalf ? x - 4 : x + 4,
      y: bottom + 14,
      'text-anchor': inLeftHalf ? 'start' : 'end',
      'font-size': 13,
      fill: ink,
    })
  );
}

/** The order of writing, from left to right. */
export function writingOrder(box: Box, map: DiscMap): string {
  const cards = cardsOf(map);
  const width = Math.min(250, (box.width - gap * (cards.length - 1)) / Math.max(1, cards.length));
  const names = partNames(map);
  const drawn: string[] = [];
  let commit = map.hasCommit;
  cards.forEach((card, index) => {
    const place = { ...box, x: box.x + index * (width + gap), width };
    const between = place.x - gap;
    if (index > 0) drawn.push(arrow(between, box.y + box.height / 2));
    if (commit && index > 0 && 'write' in card && card.write.kind === 'anchor') {
      drawn.push(pointOfCommit(place.x - gap / 2, box));
      commit = false;
    }
    drawn.push(
      'write' in card
        ? writeCard(place, card.write, names[card.write.kind])
        : moreCard(place, card.more),
    );
  });
  return drawn.join('');
}
