import type { DriveEvent } from './drive-event.js';

/** The events that one watcher has not taken yet: all of them, in order. They are few: people move drives and discs. */
export class EventQueue {
  readonly #events: DriveEvent[] = [];
  #end: { readonly error: unknown } | 'ended' | null = null;
  /** Whoever asked before there was an event; several may ask at once. */
  #waiting: (() => void)[] = [];

  push(event: DriveEvent): void {
    if (this.#end !== null) return;
    this.#events.push(event);
    this.#wake();
  }

  /** What has not been taken by then is lost: whoever ends a watch wants no more of it. */
  end(): void {
    this.#events.length = 0;
    this.#finish('ended');
  }

  /** After the events that came before. */
  fail(error: unknown): void {
    this.#finish({ error });
  }

  async take(): Promise<DriveEvent | null> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      if (this.#end === 'ended') return null;
      if (this.#end !== null) throw this.#end.error;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #finish(end: { readonly error: unknown } | 'ended'): void {
    this.#end ??= end;
    this.#wake();
  }

  /** In the order in which they asked; who finds nothing waits again. */
  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
