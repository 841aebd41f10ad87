import { AbortError, BurnAbortedError } from '../errors/abort-errors.js';
import type { Face } from './faces/face.js';
import { failureOf } from './failure.js';

/**
 * Ctrl-C, Ctrl-Break, a console that is closed (Windows gives the process some ten seconds then), and a plain kill. All of them
 * cancel what runs, once: what is under way then ends by itself, says what state the disc is in, and gives the drive back.
 */
const signals = ['SIGINT', 'SIGBREAK', 'SIGHUP', 'SIGTERM'] as const;
/** Who presses Ctrl-C so often means it: the drive is given up, which 'exit' does within its bounds. */
const patience = 3;

export class Interruption {
  readonly #controller = new AbortController();
  readonly #face: Face;
  #asked = 0;
  #recording = false;

  constructor(face: Face) {
    this.#face = face;
    for (const name of signals) process.on(name, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Context.recording. */
  async recording<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    this.#recording = true;
    try {
      return await work();
    } finally {
      this.#recording = false;
    }
  }

  close(): void {
    for (const name of signals) process.off(name, this.#onSignal);
  }

  readonly #onSignal = (name: NodeJS.Signals): void => {
    this.#asked++;
    if (this.#asked === 1) {
      this.#face.warn(
        `${name}: stopping. A drive that is writing needs a while; please leave the disc in.`,
      );
      this.#controller.abort(new AbortError(`Stopped by ${name}.`, undefined));
    } else if (this.#asked < patience) {
      this.#face.warn('Still stopping. Once more ends the program with the drive as it is.');
    } else {
      const failure = failureOf(this.#givenUp(name));
      this.#face.fail(failure);
      this.#face.close();
      process.exit(failure.exitCode);
    }
  };

  /** Nobody waits for the drive any more, so nobody will have looked at the disc. */
  #givenUp(name: string): AbortError {
    if (!this.#recording) return new AbortError(`Ended by ${name}.`, undefined);
    return new BurnAbortedError(
      `Ended by ${name} before the drive had stopped. What the disc holds now is not known: imapi2 resume finishes a burn that kept a journal.`,
      undefined,
      { driveError: null, discState: 'unknown', report: {} },
    );
  }
}
