import { AbortError } from './abort-errors.js';
import { errorOfNative, isNativeFailure } from './from-native.js';
import { hresults } from './hresults.js';
import { isHresultName } from './hresult-lookup.js';
import { ImapiError } from './imapi-error.js';
import { abortMessage, failureMessage } from './messages.js';
import { Refusal } from './refusal.js';
import { Stopped } from './stopped.js';

function errorOfRefusal(refusal: Refusal, operation: string): ImapiError {
  const { code, cause } = refusal;
  return new ImapiError({
    code,
    hresult: isHresultName(code) ? hresults[code][0] : null,
    operation,
    message: failureMessage({ code, operation, detail: refusal.sentence }),
    cause,
  });
}

/**
 * Where the user called. Failures come back from worker threads on an empty stack, so the stack is taken when a public
 * function is entered, and whatever goes wrong later is reported with it.
 */
export class CallSite {
  /** `burnModified`, `DiscRecorder.media` */
  readonly operation: string;
  readonly #frames: string;

  private constructor(operation: string, frames: string) {
    this.operation = operation;
    this.#frames = frames;
  }

  /** Call it first thing in a public function: its own frame and that function's are left out of the stack. */
  static here(operation: string): CallSite {
    const holder = { stack: '' };
    Error.captureStackTrace(holder);
    const [, , , ...frames] = holder.stack.split('\n    at ');
    return new CallSite(operation, frames.map((frame) => `\n    at ${frame}`).join(''));
  }

  /** Any failure as an error whose stack is the caller's. `reason`: why a cancel was asked for, where one was. */
  error(failure: unknown, cancelled?: { readonly reason: unknown }): unknown {
    if (failure instanceof Refusal) return this.#at(errorOfRefusal(failure, this.operation));
    if (isNativeFailure(failure))
      return this.#at(errorOfNative(failure, this.operation, cancelled));
    if (failure instanceof Stopped) {
      return this.#at(new AbortError(abortMessage(this.operation), cancelled?.reason));
    }
    if (failure instanceof AbortError) return this.#at(failure);
    return failure;
  }

  /** Runs the body; what it throws or rejects with becomes this site's error. It never throws by itself. */
  async run<Result>(body: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await body();
    } catch (failure) {
      throw this.error(failure);
    }
  }

  /** For a public function that calls another: what that one rejects with is reported where this one was called. */
  async relay<Result>(call: PromiseLike<Result>): Promise<Result> {
    try {
      return await call;
    } catch (failure) {
      throw failure instanceof ImapiError ? this.#at(failure) : failure;
    }
  }

  /** The same as `run` for the few public functions that are synchronous, and so throw. */
  runSync<Result>(body: () => Result): Result {
    try {
      return body();
    } catch (failure) {
      throw this.error(failure);
    }
  }

  #at<Failure extends Error>(error: Failure): Failure {
    error.stack = `${error.name}: ${error.message}${this.#frames}`;
    return error;
  }
}
