// What is said to a person: sizes, times, plans, and what a burn that ended early left on the disc.
import type { BurnProgress, BurnReport, DiscState, DiscView, PlanView } from '../messages.js';

const bytesPerSector = 2048;
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export function size(sectors: number): string {
  const bytes = sectors * bytesPerSector;
  if (bytes < 1e6) return `${number.format(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${number.format(bytes / 1e6)} MB` : `${number.format(bytes / 1e9)} GB`;
}

export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export const count = (amount: number, one: string, many: string): string =>
  `${number.format(amount)} ${amount === 1 ? one : many}`;

export function discName({ media, contents }: DiscView): string {
  if (media.blank) return 'A blank disc';
  if (contents === null) return 'A disc that can’t be read now';
  return contents.volumeName === '' ? 'A disc without a name' : contents.volumeName;
}

export function discFacts({ media, contents }: DiscView): string {
  const free = contents === null ? [] : [`${size(contents.freeSectors)} free`];
  return [media.type.toUpperCase(), ...free, ...media.warnings].join(' · ');
}

export function planTitle({ mode, blocks, imageBlocks }: PlanView): string {
  return mode === 'modified'
    ? `Records ${size(blocks)} of ${size(imageBlocks)}`
    : `Records the whole image: ${size(imageBlocks)}`;
}

export function planWords({ mode, rangeCount, estimatedTime }: PlanView): string {
  const what =
    mode === 'modified'
      ? `Only what changed, in ${count(rangeCount, 'range', 'ranges')}. Files that are on the disc stay where they are.`
      : 'There is nothing on the disc yet that could stay.';
  return estimatedTime === null ? what : `${what} About ${duration(estimatedTime)}.`;
}

/** What a drive or this package is at. */
export function activity({ phase, action }: BurnProgress): string {
  if (phase === 'import' || phase === 'create') return 'Preparing';
  if (phase === 'verify') return 'Reading back and comparing';
  switch (action) {
    case 'formatting':
      return 'Formatting';
    case 'finalizing':
    case 'completed':
      return 'Finishing';
    default:
      return 'Recording';
  }
}

export function burned({ blocksPlanned, elapsed, verified }: BurnReport): string {
  const compared = verified === 'ranges' ? ', read back and compared' : '';
  return `Done: ${size(blocksPlanned)} recorded in ${duration(elapsed)}${compared}.`;
}

const discStates: Readonly<Record<string, string> & Record<DiscState, string>> = {
  unchanged: 'Nothing was written: the disc is as it was.',
  'old-session-valid':
    'The disc still shows everything that it held before. What was being added is not on it.',
  'commit-interrupted': 'The disc may be unreadable until this recording has been finished.',
  complete: 'Everything was recorded. What failed came after.',
  unknown: 'What the disc holds now is not known: look at it before you trust it.',
};

export function discState(state: unknown): string | null {
  return typeof state === 'string' ? (discStates[state] ?? null) : null;
}
