import { hresultCode } from '../errors/hresult-lookup.js';
import { isNativeFailure } from '../errors/from-native.js';
import { Owned } from '../handles/owned.js';
import type { ProviderHandle, RecorderHandle } from '../native/binding.js';

/** Milliseconds between two questions. A person who has put a disc in looks at the screen about then. */
const pollInterval = 1000;

/**
 * Asks one drive again and again whether it has a disc. Only a plain yes or no counts: a drive on lease (ERR_BUSY, at once
 * and without a command to it), one that is becoming ready, and one that fails are asked again later.
 */
export class MediaPoll {
  readonly #provider: Owned<ProviderHandle>;
  readonly #id: string;
  readonly #changed: (present: boolean) => void;
  #recorder: Owned<RecorderHandle> | null = null;
  #present: boolean | null = null;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(provider: Owned<ProviderHandle>, id: string, changed: (present: boolean) => void) {
    this.#provider = provider;
    this.#id = id;
    this.#changed = changed;
  }

  /** Resolves when the drive has been asked once; what it says then is where changes begin. Never rejects. */
  ask(): Promise<void> {
    this.#asking = this.#ask();
    return this.#asking;
  }

  /**
   * Closes the drive, which waits for a question under way as long as every close does, and no longer where the drive hangs.
   * Nobody hears the answer. A drive that hangs while it is opened has no handle yet: it is given up with the Imapi.
   */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await Promise.all([this.#closeRecorder(), this.#provider.waitAWhile(this.#asking)]);
    // One that was being opened all the while.
    await this.#closeRecorder();
  }

  /** A drive that was unplugged may refuse even that. */
  async #closeRecorder(): Promise<void> {
    await this.#recorder?.close().catch(() => undefined);
  }

  async #ask(): Promise<void> {
    const present = await this.#isPresent();
    if (this.#stopped) return;
    if (present !== null) {
      const before = this.#present;
      this.#present = present;
      if (before !== null && before !== present) this.#changed(present);
    }
    // Waiting for the next disc keeps no process alive.
    this.#timer = setTimeout(() => void this.ask(), pollInterval).unref();
  }

  async #isPresent(): Promise<boolean | null> {
    const { binding } = this.#provider;
    try {
      if (this.#recorder === null) {
        const { handle } = await binding.openRecorder(this.#provider.use(), this.#id);
        this.#recorder = new Owned(binding, handle, 'DiscRecorder', this.#provider);
        // A drive that came back when nobody waited for it any more.
        if (this.#stopped) await this.#closeRecorder();
      }
      await binding.testUnitReady(this.#recorder.use());
      return true;
    } catch (failure) {
      return isNativeFailure(failure) && saysEmpty(failure.hresult) ? false : null;
    }
  }
}

function saysEmpty(hresult: number | null): boolean {
  return hresult !== null && hresultCode(hresult >>> 0) === 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA';
}
