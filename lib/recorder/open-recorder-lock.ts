import { CallSite } from '../errors/call-site.js';
import type { Owned } from '../handles/owned.js';
import type { LockHandle } from '../native/binding.js';
import type { RecorderLock } from './disc-recorder.js';

export class OpenRecorderLock implements RecorderLock {
  readonly #lock: Owned<LockHandle>;

  constructor(lock: Owned<LockHandle>) {
    this.#lock = lock;
  }

  release(): Promise<void> {
    return CallSite.here('RecorderLock.release').run(() => this.#lock.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }
}
