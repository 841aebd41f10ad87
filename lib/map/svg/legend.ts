import type { DiscMap } from '../disc-map.js';
import { kindsOf, partMeanings, partNames } from '../words.js';
import { element, words } from './element.js';
import { fillOf, ink } from './style.js';

const rowHeight = 30;
const columnWidth = 500;

/** Two columns of patterns with their names. */
export function legend(x: number, y: number, map: DiscMap): string {
  const names = partNames(map);
  const meanings = partMeanings(map);
  return kindsOf(map)
    .map((kind, index) => {
      const left = x + (index % 2) * columnWidth;
      const top = y + Math.floor(index / 2) * rowHeight;
      const dashed = kind === 'free' ? { 'stroke-dasharray': '5 4' } : {};
      return (
        element('rect', {
          x: left,
          y: top,
          width: 36,
          height: 20,
          fill: fillOf(kind),
          stroke: ink,
          ...dashed,
        }) +
        words(`${names[kind]}: ${meanings[kind]}`, {
          x: left + 46,
          y: top + 15,
          'font-size': 14,
          fill: ink,
        })
      );
    })
    .join('');
}
