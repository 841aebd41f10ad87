import type { DiscMap } from '../disc-map.js';
import { layOut } from '../layout.js';
import { sectors, title } from '../words.js';
import { element, words } from './element.js';
import { legend } from './legend.js';
import { writingOrder } from './order.js';
import { strip } from './strip.js';
import { faint, ink, patterns } from './style.js';

const width = 960;
const height = 420;
const margin = 30;
const inner = width - 2 * margin;

/** In pixels: a part with a name in it, or at least one that is seen. */
const least = { kept: 40, new: 70, anchor: 16, free: 90 };

function heading(map: DiscMap): string {
  return (
    words(title(map), { x: margin, y: 40, 'font-size': 22, 'font-weight': 700, fill: ink }) +
    words(
      `${map.media}, ${sectors(map.totalSectors)}. Numbers are the order of writing; lengths are not to scale.`,
      { x: margin, y: 62, 'font-size': 14, fill: faint },
    )
  );
}

/**
 * The disc as an SVG document: what is on it and stays, what is recorded, in which order, and the anchors. Patterns and words say
 * all that colours say. A pure function, of the same text for the same map.
 */
export function drawSvg(map: DiscMap): string {
  const placed = layOut(map, inner, least);
  const disc = { x: margin, y: 132, width: inner, height: 64 };
  const order = { x: margin, y: 262, width: inner, height: 74 };
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height + 30}`,
      width,
      height: height + 30,
      role: 'img',
      'font-family': 'Segoe UI, Helvetica, Arial, sans-serif',
    },
    element('title', {}, title(map)),
    element('defs', {}, patterns),
    element('rect', { width, height: height + 30, fill: '#ffffff' }),
    heading(map),
    strip(disc, map, placed),
    words('In this order:', { x: margin, y: 250, 'font-size': 15, 'font-weight': 600, fill: ink }),
    writingOrder(order, map),
    legend(margin, 384, map),
  )}\n`;
}
