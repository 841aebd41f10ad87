import type { NativeEraseProgress } from '../native/binding.js';

/** How far an erase is, as IMAPI2 estimates it. Both in milliseconds. */
export interface EraseProgress {
  /** Never goes backwards. */
  readonly elapsed: number;
  /** Never less than `elapsed`. */
  readonly estimatedTotal: number;
}

/**
 * IMAPI2 counts whole seconds, and its elapsed time may go back: drives are asked how far they are, and some count each pass
 * anew. Time does not, so the largest value counts.
 */
export class EraseProgressMeter {
  readonly #report: (progress: EraseProgress) => void;
  #elapsed = 0;

  constructor(report: (progress: EraseProgress) => void) {
    this.#report = report;
  }

  update(native: NativeEraseProgress): void {
    this.#elapsed = Math.max(this.#elapsed, 1000 * native.elapsed);
    const estimatedTotal = Math.max(this.#elapsed, 1000 * native.estimated);
    this.#report({ elapsed: this.#elapsed, estimatedTotal });
  }
}
