import type { HresultName } from './hresults.js';
import type { OwnErrorCode } from './codes.js';

/**
 * Why this package itself says no. It is thrown inside the package only: the CallSite of the public function that was
 * called turns it into an ImapiError with that function's name and the caller's stack.
 */
export class Refusal extends Error {
  readonly code: OwnErrorCode | HresultName;
  /** A sentence: what happened, to what, and what to do. */
  readonly sentence: string;

  constructor(code: OwnErrorCode | HresultName, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
    this.sentence = sentence;
  }
}
