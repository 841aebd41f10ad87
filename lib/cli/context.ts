import type { Face } from './faces/face.js';
import { NotConfirmed } from './refusals.js';

/** What a command works with. */
export interface Context {
  readonly face: Face;
  /** Aborted by Ctrl-C and its like. */
  readonly signal: AbortSignal;
}

/** Before data is destroyed: yes by --yes or by a person, and never by waiting for somebody who isn't there. */
export async function confirm(context: Context, what: string, yes: boolean): Promise<void> {
  if (yes) return;
  const answer = await context.face.ask(`${what} Go on?`, context.signal);
  if (answer === true) return;
  throw new NotConfirmed(
    answer === null
      ? `${what} There is no terminal to ask at: say --yes if that is what you want. Nothing was done.`
      : 'Nothing was done.',
  );
}
