import type { Progress } from '../progress.js';
import { count, harmlessName } from '../text.js';

const phases: Readonly<Record<Progress['phase'], string>> = {
  import: 'reading the disc',
  add: 'adding files',
  create: 'making the image',
  write: 'writing',
  verify: 'reading back',
  save: 'saving',
  erase: 'erasing',
};

/** `writing, range 2 of 3, sector 256` */
export function inWords({ phase, fraction, burn, done, unit, item }: Progress): string {
  if (fraction === 1) return 'done';
  const singular = unit.slice(0, -1);
  if (burn === null) {
    const what = `${phases[phase]}, ${count(done, singular)}`;
    return item === null || item === '' ? what : `${what}: ${harmlessName(item)}`;
  }
  const what = phase === 'verify' ? phases.verify : (burn.action ?? 'preparing');
  const range = burn.rangeCount === 0 ? '' : `, range ${burn.rangeIndex + 1} of ${burn.rangeCount}`;
  const at = burn.lastWrittenLba === null ? '' : `, sector ${burn.lastWrittenLba}`;
  return `${what}${range}${at}`;
}

/** What goes on for long enough to be told in a log too, and on the disc or in a file. */
export function isForLog({ phase, burn }: Progress): boolean {
  if (burn !== null) return true;
  return phase === 'write' || phase === 'verify' || phase === 'save' || phase === 'erase';
}
