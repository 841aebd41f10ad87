/**
 * One writer, many readers, and only the newest value counts: a slow reader skips what it came too late for, but always
 * gets the last value before the end. Nothing queues up, however long a reader sleeps.
 */
export class LatestValues<Value> {
  #latest: { readonly value: Value } | null = null;
  #end: { readonly failed: boolean; readonly error: unknown } | null = null;
  #changed: PromiseWithResolvers | null = null;

  /** Not after the end. */
  push(value: Value): void {
    this.#latest = { value };
    this.#wake();
  }

  end(): void {
    this.#finish({ failed: false, error: undefined });
  }

  /** Readers get the last value first, then this error. */
  fail(error: unknown): void {
    this.#finish({ failed: true, error });
  }

  /** A reader of its own. One that begins late starts with the latest value. */
  async *read(): AsyncGenerator<Value, void, undefined> {
    let seen: { readonly value: Value } | null = null;
    for (;;) {
      if (this.#latest !== null && this.#latest !== seen) {
        seen = this.#latest;
        yield seen.value;
      } else if (this.#end !== null) {
        if (this.#end.failed) throw this.#end.error;
        return;
      } else {
        this.#changed ??= withResolvers();
        await this.#changed.promise;
      }
    }
  }

  #finish(end: { readonly failed: boolean; readonly error: unknown }): void {
    this.#end ??= end;
    this.#wake();
  }

  #wake(): void {
    this.#changed?.resolve();
    this.#changed = null;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

/** Promise.withResolvers, which Node 20 lacks. */
function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
