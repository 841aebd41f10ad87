import { AbortError } from '../errors/abort-errors.js';
import type { Face } from './faces/face.js';

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

  constructor(face: Face) {
    this.#face = face;
    for (const name of signals) process.on(name, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
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
      this.#face.close();
      process.exit(130);
    }
  };
}
