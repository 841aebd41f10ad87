import { existsSync } from 'node:fs';

import type { Context } from './context.js';
import { NotConfirmed } from './refusals.js';

/** Before data is destroyed: yes by --yes or by a person, and never by waiting for somebody who isn't there. */
export async function confirm(
  { face, signal }: Pick<Context, 'face' | 'signal'>,
  what: string,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  signal.throwIfAborted();
  const answer = await face.ask(`${what} Go on?`, signal);
  signal.throwIfAborted();
  if (answer === true) return;
  throw new NotConfirmed(
    answer === null
      ? `${what} There is no terminal to ask at: say --yes if that is what you want. Nothing was done.`
      : 'Nothing was done.',
  );
}

/** A file of that name may be anything: the first of several paths, where the file to make was forgotten. */
export async function confirmReplacing(
  context: Context,
  path: string,
  yes: boolean,
): Promise<void> {
  if (existsSync(path)) await confirm(context, `${path} exists and will be replaced.`, yes);
}
