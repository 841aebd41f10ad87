import type { Face } from './faces/face.js';

/** What a command works with. */
export interface Context {
  readonly face: Face;
  /** Aborted by Ctrl-C and its like. */
  readonly signal: AbortSignal;
  /** Runs what may write to a disc: who ends the program in the middle of that is told that the disc's state is not known. */
  readonly recording: <Result>(work: () => PromiseLike<Result>) => Promise<Result>;
}
