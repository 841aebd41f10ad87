import { Refusal } from '../errors/refusal.js';
import { shown } from './judge.js';

/**
 * The options as a record of unknown values, each to be judged. A key that nobody knows is refused and not ignored: who
 * asks for something that is never done must not believe that it was.
 */
export function knownOptions<Options extends object>(
  options: Options | undefined,
  keys: readonly (keyof Options & string)[],
): Readonly<Record<string, unknown>> {
  if (options === undefined) return {};
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Refusal(
      'ERR_INVALID_OPTION',
      `The options must be an object; they are ${shown(given)}.`,
    );
  }
  const known: readonly string[] = keys;
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    throw new Refusal(
      'ERR_INVALID_OPTION',
      `There is no option ${JSON.stringify(key)} here. Known are ${known.join(', ')}.`,
    );
  }
  return given as Readonly<Record<string, unknown>>;
}
