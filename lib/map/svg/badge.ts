import { element, words } from './element.js';
import { ink } from './style.js';

/** A number in a disc: the place in the order of writing. Black for anchors, white for the rest. */
export function badge(x: number, y: number, order: number, anchor: boolean): string {
  const text = String(order);
  const radius = text.length > 3 ? 20 : text.length > 2 ? 16 : 13;
  return (
    element('circle', {
      cx: x,
      cy: y,
      r: radius,
      fill: anchor ? '#000000' : '#ffffff',
      stroke: ink,
      'stroke-width': 2,
    }) +
    words(text, {
      x,
      y: y + 5,
      'text-anchor': 'middle',
      'font-weight': 700,
      'font-size': text.length > 3 ? 12 : 14,
      fill: anchor ? '#ffffff' : ink,
    })
  );
}
