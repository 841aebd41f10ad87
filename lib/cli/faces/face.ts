import type { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import type { CommandResult } from '../results.js';

/** What `imapi2` looks like: to a person at a terminal, in a log, or to a program. */
export interface Face {
  /** A sentence about what is being done. */
  say(line: string): void;
  warn(sentence: string): void;
  progress(progress: Progress): void;
  /** What the command was for. `lines` are the same in words. */
  result(result: CommandResult, lines: readonly string[]): void;
  fail(failure: Failure): void;
  /** True for yes. Where there is nobody to ask, null at once; whoever is asked need not answer once the signal has come. */
  ask(question: string, signal: AbortSignal): Promise<boolean | null>;
  /** Nothing is left half drawn. Allowed twice. */
  close(): void;
}

/** Where a face writes to. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}
