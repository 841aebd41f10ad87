import type { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import type { CommandResult } from '../results.js';
import { harmless, percent } from '../text.js';
import type { Face, Output } from './face.js';
import { inWords, isForLog } from './progress-words.js';

/** Plain lines: standard output is a file, a pipe or a CI's log. Progress is a line for each tenth. */
export class LogFace implements Face {
  readonly #output: Output;
  #shown: { readonly phase: Progress['phase']; readonly tenth: number } | null = null;

  constructor(output: Output) {
    this.#output = output;
  }

  say(line: string): void {
    this.#output.out(`${harmless(line)}\n`);
  }

  warn(sentence: string): void {
    this.#output.error(`Warning: ${harmless(sentence)}\n`);
  }

  progress(progress: Progress): void {
    if (!isForLog(progress) || progress.fraction === null) return;
    // A burn's fraction runs over all its phases; others begin anew with theirs.
    const phase = progress.burn === null ? progress.phase : 'write';
    const tenth = Math.floor(10 * progress.fraction);
    if (this.#shown?.phase === phase && this.#shown.tenth >= tenth) return;
    this.#shown = tenth === 10 ? null : { phase, tenth };
    this.#output.out(`${percent(progress.fraction).padStart(7)}  ${inWords(progress)}\n`);
  }

  result(_result: CommandResult, lines: readonly string[]): void {
    for (const line of lines) this.say(line);
  }

  fail({ message }: Failure): void {
    this.#output.error(`${harmless(message)}\n`);
  }

  ask(): Promise<boolean | null> {
    return Promise.resolve(null);
  }

  close(): void {
    // Every line is whole as it is.
  }
}
