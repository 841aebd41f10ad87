import { Writable } from 'node:stream';

import type { Face, Output } from './face.js';
import { JsonFace } from './json-face.js';
import { LogFace } from './log-face.js';
import { steadyOutput } from './steady-output.js';
import { TerminalFace } from './terminal-face.js';

const output = steadyOutput(process.stdout, process.stderr);

/** A file that a terminal shows as it grows: what draws on it must be told that it is one. */
class TerminalBehindFile extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly #output: Output;

  constructor(output: Output, columns: number) {
    super({ decodeStrings: false });
    this.#output = output;
    this.columns = columns;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.#output.out(chunk);
    done();
  }
}

/** Under Wine standard output is a file; scripts/demo.js says by IMAPI2_TTY_COLUMNS what is really behind it. */
export function terminalColumns(): number {
  return process.stdout.isTTY
    ? process.stdout.columns
    : Number(process.env['IMAPI2_TTY_COLUMNS'] ?? 0);
}

export function chooseFace(json: boolean, command: string, version: string): Face {
  if (json) {
    const face = new JsonFace(output);
    face.start(command, version);
    return face;
  }
  const columns = terminalColumns();
  if (columns <= 0) return new LogFace(output);
  return new TerminalFace({
    ...output,
    columns,
    stream: process.stdout.isTTY ? process.stdout : new TerminalBehindFile(output, columns),
    input: process.stdin.isTTY ? process.stdin : null,
  });
}
