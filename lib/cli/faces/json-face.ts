import type { Failure } from '../failure.js';
import type { JsonLine } from '../json-lines.js';
import type { Progress } from '../progress.js';
import type { CommandResult } from '../results.js';
import type { Face, Output } from './face.js';

/** For programs: one JSON object a line, all on standard output. docs/command-line.schema.json has every one. */
export class JsonFace implements Face {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  start(command: string, version: string): void {
    this.#line({ type: 'start', schema: 1, command, version });
  }

  say(line: string): void {
    const message = line.trim();
    if (message !== '') this.#line({ type: 'note', message });
  }

  warn(message: string): void {
    this.#line({ type: 'warning', message });
  }

  progress(progress: Progress): void {
    this.#line({ type: 'progress', ...progress });
  }

  result(result: CommandResult): void {
    this.#line({ type: 'result', ...result });
  }

  fail(failure: Failure): void {
    this.#line({ type: 'error', ...failure });
  }

  ask(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): void {
    // Every line is whole as it is.
  }

  #line(line: JsonLine): void {
    this.#output.out(`${JSON.stringify(line)}\n`);
  }
}
