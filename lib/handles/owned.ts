import { Refusal } from '../errors/refusal.js';
import type { AnyHandle, NativeBinding } from '../native/binding.js';

/** OpenOptions.hangTimeout. */
export const defaultHangTimeout = 180_000;

/**
 * A native handle and its end. Closing twice is one close; what is made of it is closed before it; use after that is
 * refused. Children are held weakly, so that a handle nobody keeps can be collected, which closes it as well.
 */
export class Owned<Handle extends AnyHandle> {
  readonly binding: NativeBinding;
  readonly #handle: Handle;
  /** `DiscRecorder`, for the sentence. */
  readonly #what: string;
  readonly #parent: Owned<AnyHandle> | null;
  readonly #children = new Set<WeakRef<Owned<AnyHandle>>>();
  readonly #onClose = new Set<() => void>();
  readonly #self: WeakRef<Owned<AnyHandle>>;
  /** The closes of handles that were made while this one was closing. */
  readonly #late: Promise<void>[] = [];
  #closing: Promise<void> | null = null;
  /** Milliseconds that whoever waits for the end of something allows a drive that does not answer. */
  readonly hangTimeout: number;

  /** Of a parent that is closing: the new handle is closed as well, and refused. */
  constructor(
    binding: NativeBinding,
    handle: Handle,
    what: string,
    parent: Owned<AnyHandle> | null = null,
    hangTimeout: number = parent?.hangTimeout ?? defaultHangTimeout,
  ) {
    this.binding = binding;
    this.hangTimeout = hangTimeout;
    this.#handle = handle;
    this.#what = what;
    this.#parent = parent;
    this.#self = new WeakRef<Owned<AnyHandle>>(this);
    if (parent !== null) parent.#adopt(this);
  }

  /** The handle, for one native call. */
  use(): Handle {
    if (this.#closing !== null) throw this.closedRefusal();
    return this.#handle;
  }

  closedRefusal(): Refusal {
    return new Refusal(
      'ERR_CLOSED',
      `The ${this.#what} was closed. Open another, or close this one later.`,
    );
  }

  /** Runs once, when the close begins. The function given back takes it off again. */
  onClose(action: () => void): () => void {
    this.#onClose.add(action);
    return () => {
      this.#onClose.delete(action);
    };
  }

  close(): Promise<void> {
    if (this.#closing === null) {
      this.#closing = this.#end();
      for (const action of this.#onClose) action();
    }
    return this.#closing;
  }

  /** Waits for something on the handle to end, for so long; then gives the drive up, and that ends it. */
  async giveUpUnless<Result>(ended: Promise<Result>): Promise<Result> {
    // Again and again: a burn or an erase that has the drive comes first, and has a time-out of its own.
    const timer = setInterval(() => {
      this.binding.giveUp(this.#handle);
    }, this.hangTimeout);
    try {
      return await ended;
    } finally {
      clearInterval(timer);
    }
  }

  /** Waits for something that ends by itself, or with this handle; but not longer than that. Never rejects. */
  async waitAWhile(ended: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.hangTimeout);
    });
    await Promise.race([Promise.allSettled([ended]), late]);
    clearTimeout(timer);
  }

  async #end(): Promise<void> {
    const children = [...this.#children].flatMap((child) => child.deref() ?? []);
    // Every child and the handle itself are closed even where one of them fails; the first failure is the one reported.
    const ends = await Promise.allSettled(children.map((child) => child.close()));
    const closed = this.giveUpUnless(this.binding.close(this.#handle));
    ends.push(...(await Promise.allSettled([closed])));
    // The native close waits for the calls under way, so that what they made is here by now.
    ends.push(...(await Promise.allSettled(this.#late)));
    if (this.#parent !== null) this.#parent.#children.delete(this.#self);
    const failure = ends.find((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  }

  #adopt(child: Owned<AnyHandle>): void {
    if (this.#closing !== null) {
      const end = child.close();
      // Told by the close that waits for it; where that has ended, there is nobody to tell.
      end.catch(() => undefined);
      this.#late.push(end);
      throw this.closedRefusal();
    }
    for (const known of this.#children)
      if (known.deref() === undefined) this.#children.delete(known);
    this.#children.add(child.#self);
  }
}
