import type { PartKind } from '../disc-map.js';
import { element } from './element.js';

/**
 * Blue, orange and black of Okabe and Ito, which people of every kind of colour vision tell apart; and a pattern each, which
 * says the same in print and on a grey screen.
 */
export const ink = '#1a1a1a';
export const faint = '#5c5c5c';
const blue = '#0072b2';
const paleBlue = '#d3e7f4';
const orange = '#e69f00';

const tile = (kind: PartKind, size: number, ...content: string[]): string =>
  element(
    'pattern',
    { id: `part-${kind}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
    ...content,
  );

/** The patterns, for the drawing's <defs>. */
export const patterns: string = [
  tile(
    'kept',
    12,
    element('rect', { width: 12, height: 12, fill: paleBlue }),
    element('circle', { cx: 6, cy: 6, r: 1.8, fill: blue }),
  ),
  tile(
    'new',
    12,
    element('rect', { width: 12, height: 12, fill: orange }),
    element('path', { d: 'M-3 3l6-6M-3 15L15-3M9 15l6-6', stroke: '#7a4a00', 'stroke-width': 2 }),
  ),
  tile(
    'anchor',
    6,
    element('rect', { width: 6, height: 6, fill: '#000000' }),
    element('path', { d: 'M0 3h6', stroke: '#ffffff', 'stroke-width': 1 }),
  ),
  tile('free', 12, element('rect', { width: 12, height: 12, fill: '#ffffff' })),
].join('');

export const fillOf = (kind: PartKind): string => `url(#part-${kind})`;
