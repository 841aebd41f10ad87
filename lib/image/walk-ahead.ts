import type { Found } from './walk.js';

/**
 * A walk that goes on while what was found is still being dealt with, and only as far ahead as it is told. Nothing of it runs
 * between its calls, so that who stops calling has stopped the walk.
 */
export class WalkAhead {
  readonly #walk: AsyncIterator<Found, void>;
  readonly #found: Found[] = [];
  #end: { readonly failed: boolean; readonly failure: unknown } | null = null;

  constructor(walk: AsyncIterator<Found, void>) {
    this.#walk = walk;
  }

  /**
   * What was found and is not done with, in the order of the walk; nothing at its end. What the walk throws takes its place in
   * that order: it is thrown once everything before it is done with.
   */
  async next(): Promise<readonly Found[]> {
    if (this.#found.length === 0) await this.#step();
    if (this.#found.length === 0 && this.#end?.failed === true) throw this.#end.failure;
    return this.#found;
  }

  /** The first so many are done with. */
  drop(count: number): void {
    this.#found.splice(0, count);
  }

  /** Goes on until that has settled, as long as it may with so many waiting. */
  async during(underWay: Promise<unknown>, may: (waiting: number) => boolean): Promise<void> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    underWay.then(settle, settle);
    while (!state.settled && this.#end === null && may(this.#found.length)) await this.#step();
  }

  async #step(): Promise<void> {
    if (this.#end !== null) return;
    try {
      const { done, value } = await this.#walk.next();
      if (done === true) this.#end = { failed: false, failure: null };
      else this.#found.push(value);
    } catch (failure) {
      this.#end = { failed: true, failure };
    }
  }
}
