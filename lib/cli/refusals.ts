import type { ImapiErrorCode } from '../errors/codes.js';

/** The command line asks for what can't be. `message` is a sentence for the person who typed it. */
export class UsageError extends Error {}

/** A question was answered with no, or there was nobody to ask. */
export class NotConfirmed extends Error {}

/** `--virtual` names a file that is not there, for a command that would not make it. */
export class NoDiscFile extends Error {}

/** The disc can't take what it is asked to. `code` is the one that the burn or the erase itself would have ended with. */
export class DiscRefused extends Error {
  readonly code: ImapiErrorCode;

  constructor(code: ImapiErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
