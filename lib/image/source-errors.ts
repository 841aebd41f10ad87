import { foreignMessage } from '../errors/foreign-errors.js';
import { Refusal } from '../errors/refusal.js';

/** A source that Node's file system functions could not read; the cause is their error, with its own code. */
export function sourceRefusal(path: string, error: unknown): Refusal {
  return new Refusal(
    'ERR_SOURCE_UNREADABLE',
    `The source ${path} could not be read: ${foreignMessage(error)}.`,
    error,
  );
}
