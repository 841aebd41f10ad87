import type { ImageProgress } from '../image/image-options.js';
import type { NativeBurnProgress, NativeBurnReport } from '../native/binding.js';
import { BurnProgressMeter, completeBurn, nothingYet, type BurnProgress } from './burn-progress.js';

/**
 * Where each phase ends on the way from 0 to 1. How long they take is not known before; what is written and read back takes
 * by far the longest.
 */
const ends = { import: 0.05, create: 0.1 } as const;

/** One progress over all phases of an update. */
export class UpdateProgress {
  readonly #meter: BurnProgressMeter;
  readonly #started = performance.now();

  constructor(report: (progress: BurnProgress) => void) {
    this.#meter = new BurnProgressMeter(report);
  }

  /** Milliseconds since the update began. */
  get elapsed(): number {
    return performance.now() - this.#started;
  }

  begin(phase: ImageProgress['phase']): void {
    this.image({ phase, item: '', done: 0, total: null });
  }

  image({ phase, item, done, total }: ImageProgress): void {
    const start = phase === 'import' ? 0 : ends.import;
    // Where nobody knows the total, the phase stays where it began.
    const part = total === null || total === 0 ? 0 : Math.min(1, done / total);
    this.#meter.update({
      ...nothingYet(phase, 0),
      fraction: start + (ends[phase] - start) * part,
      file: item === '' ? null : item,
      elapsed: this.elapsed,
    });
  }

  burn(progress: NativeBurnProgress): void {
    this.#meter.update({
      ...progress,
      fraction: ends.create + (1 - ends.create) * progress.fraction,
      elapsed: this.elapsed,
    });
  }

  complete(report: NativeBurnReport): void {
    completeBurn(this.#meter, report);
  }
}
