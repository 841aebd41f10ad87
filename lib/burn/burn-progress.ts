import type { NativeBurnProgress, NativeBurnReport } from '../native/binding.js';

/** IMAPI_FORMAT2_DATA_WRITE_ACTION: a name's place is its number. */
export const burnActions = [
  'validating-media',
  'formatting',
  'initializing-hardware',
  'calibrating-power',
  'writing',
  'finalizing',
  'completed',
  'verifying',
] as const;

/** To the addon: no action of IDiscFormat2Data::Write's. */
const outsideWrite = -1;

/**
 * What the drive is doing (IMAPI_FORMAT2_DATA_WRITE_ACTION), by name: `validating-media`, `formatting`,
 * `initializing-hardware`, `calibrating-power`, `writing`, `finalizing`, `completed`, `verifying`.
 */
export type BurnAction = (typeof burnActions)[number];

/** How far a burn has come. Blocks are sectors of 2048 bytes, times milliseconds, speeds sectors a second. */
export interface BurnProgress {
  readonly phase: 'import' | 'create' | 'write' | 'verify';
  /** What IDiscFormat2Data::Write is at; null outside it. */
  readonly action: BurnAction | null;
  /** 0 … 1 over all phases; never goes backwards, 1 exactly once, at the end. */
  readonly fraction: number;
  readonly blocksWritten: number;
  readonly blocksTotal: number;
  readonly rangeIndex: number;
  readonly rangeCount: number;
  readonly lastWrittenLba: number | null;
  /** The file at hand, where one is known: the one imported, put into the image, or recorded. */
  readonly file: string | null;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly remaining: number | null;
  /** Of late, in sectors per second. */
  readonly speed: number | null;
  /** 0 … 1 */
  readonly bufferFill: number | null;
}

/** A burn's own figures, or those of what goes before one. */
export type MeasuredProgress = Omit<NativeBurnProgress, 'phase'> & Pick<BurnProgress, 'phase'>;

/** The largest fraction that is not the end. */
const almostDone = 1 - Number.EPSILON;

/**
 * Makes the promise about `fraction` true: values come over from another thread, may be skipped, and the last of them
 * races with the result. So the end is told here, once, when the result is there.
 */
export class BurnProgressMeter {
  readonly #report: (progress: BurnProgress) => void;
  #last: BurnProgress | null = null;

  constructor(report: (progress: BurnProgress) => void) {
    this.#report = report;
  }

  update(native: MeasuredProgress): void {
    const before = this.#last?.fraction ?? 0;
    const fraction = Math.min(almostDone, Math.max(before, native.fraction));
    this.#last = { ...native, action: burnActions[native.action] ?? null, fraction };
    this.#report(this.#last);
  }

  /** `blocks`: what there was to record or compare. */
  complete(phase: 'write' | 'verify', blocks: number, rangeCount: number, elapsed: number): void {
    const end = this.#last ?? { ...nothingYet(phase, rangeCount), action: null };
    this.#report({
      ...end,

      fraction: 1,
      blocksWritten: blocks,
      blocksTotal: blocks,
      elapsed,
      remaining: 0,
    });
  }
}

/** Before anything has been recorded, and for a burn so short that no event of its came through. */
export function nothingYet(phase: BurnProgress['phase'], rangeCount: number): MeasuredProgress {
  return {
    phase,
    action: outsideWrite,
    fraction: 0,
    blocksWritten: 0,
    blocksTotal: 0,
    rangeIndex: Math.max(0, rangeCount - 1),
    rangeCount,
    lastWrittenLba: null,
    file: null,
    elapsed: 0,
    remaining: null,
    speed: null,
    bufferFill: null,
  };
}

export function completeBurn(meter: BurnProgressMeter, report: NativeBurnReport): void {
  const phase = report.verified === 'ranges' ? 'verify' : 'write';
  meter.complete(phase, report.blocksPlanned, report.ranges, report.elapsed);
}
