import { LatestValues } from './latest-values.js';
import type { Operation, OperationOptions } from './operation.js';

/** What an operation runs. The promise settles either way; `cancel` says whether it is going to stop. */
export interface Task<Result> {
  readonly promise: Promise<Result>;
  cancel(reason: unknown): boolean;
}

/** The one kind of Operation there is. It starts its task at once, in the constructor. */
export class TaskOperation<Progress, Result>
  extends Promise<Result>
  implements Operation<Progress, Result>
{
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #task: Task<Result>;
  readonly #values = new LatestValues<Progress>();
  readonly #settle: { resolve(result: Result): void; reject(error: unknown): void };
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  #forget: () => void = () => undefined;
  #state: 'running' | 'cancelling' | 'settled' = 'running';

  constructor(
    start: (report: (progress: Progress) => void) => Task<Result>,
    options: OperationOptions<Progress> = {},
  ) {
    let settle: { resolve(result: Result): void; reject(error: unknown): void } | null = null;
    super((resolve, reject) => {
      settle = { resolve, reject };
    });
    // The executor has run inside super(), which the compiler cannot see.
    this.#settle = settle as unknown as {
      resolve(result: Result): void;
      reject(error: unknown): void;
    };
    this.#onProgress = options.onProgress;
    this.#task = start((progress) => {
      this.#report(progress);
    });
    this.#task.promise.then(
      (result) => {
        this.#finish();
        this.#values.end();
        this.#settle.resolve(result);
      },
      (error: unknown) => {
        this.#finish();
        this.#values.fail(error);
        this.#settle.reject(error);
      },
    );
    if (options.signal !== undefined) this.#follow(options.signal);
  }

  get state(): 'running' | 'cancelling' | 'settled' {
    return this.#state;
  }

  cancel(reason?: unknown): boolean {
    if (this.#state === 'settled') return false;
    if (this.#state === 'cancelling') return true;
    if (!this.#task.cancel(reason)) return false;
    this.#state = 'cancelling';
    return true;
  }

  [Symbol.asyncIterator](): AsyncIterator<Progress, void, undefined> {
    void this.#handled();
    return this.#values.read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cancel();
    await this.#handled();
  }

  /** Whoever iterates or disposes has been told of a failure, or asked for the end: it is no unhandled rejection. */
  #handled(): Promise<unknown> {
    return this.then(
      () => undefined,
      () => undefined,
    );
  }

  #follow(signal: AbortSignal): void {
    const onAbort = (): void => {
      this.cancel(signal.reason);
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    this.#forget = () => {
      signal.removeEventListener('abort', onAbort);
    };
  }

  #finish(): void {
    this.#state = 'settled';
    this.#forget();
  }

  #report(progress: Progress): void {
    if (this.#state === 'settled') return;
    this.#values.push(progress);
    const onProgress = this.#onProgress;
    if (onProgress === undefined) return;
    try {
      onProgress(progress);
    } catch (error) {
      // As with an EventTarget's listeners: a mistake in showing progress is loud, and no reason to ruin a disc.
      process.nextTick(() => {
        throw error;
      });
    }
  }
}
