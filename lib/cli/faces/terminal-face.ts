import { Presets, SingleBar } from 'cli-progress';
import { createInterface } from 'node:readline/promises';

import type { Failure } from '../failure.js';
import type { Progress } from '../progress.js';
import type { CommandResult } from '../results.js';
import { harmless, percent } from '../text.js';
import type { Face, Output } from './face.js';
import { inWords } from './progress-words.js';

export interface Terminal extends Output {
  readonly stream: NodeJS.WritableStream;
  readonly columns: number;
  /** Null where nobody can type an answer. */
  readonly input: NodeJS.ReadableStream | null;
}

const steps = 10_000;

/** A person looks on: one bar that moves, and questions. */
export class TerminalFace implements Face {
  readonly #terminal: Terminal;
  #bar: SingleBar | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  say(line: string): void {
    this.close();
    this.#terminal.out(`${harmless(line)}\n`);
  }

  warn(sentence: string): void {
    this.close();
    this.#terminal.error(`Warning: ${harmless(sentence)}\n`);
  }

  progress(progress: Progress): void {
    const bar = (this.#bar ??= this.#begin());
    const { fraction } = progress;
    bar.update(Math.floor(steps * (fraction ?? 0)), {
      part: (fraction === null ? '' : percent(fraction)).padStart(7),
      words: this.#fitted(inWords(progress)),
    });
    if (fraction === 1) this.close();
  }

  result(_result: CommandResult, lines: readonly string[]): void {
    for (const line of lines) this.say(line);
  }

  fail({ message }: Failure): void {
    this.close();
    this.#terminal.error(`${harmless(message)}\n`);
  }

  async ask(question: string, signal: AbortSignal): Promise<boolean | null> {
    this.close();
    const { input, stream } = this.#terminal;
    if (input === null) return null;
    const lines = createInterface({ input, output: stream });
    // readline has the terminal in raw mode while it asks, so Ctrl-C comes here and not as a signal: it is made one again.
    lines.once('SIGINT', () => process.emit('SIGINT', 'SIGINT'));
    // Ctrl-D, and a terminal that has gone: nobody will answer any more.
    const ended = new AbortController();
    lines.once('close', () => ended.abort());
    try {
      const answer = await lines.question(`${question} [y/N] `, {
        signal: AbortSignal.any([signal, ended.signal]),
      });
      return /^\s*y(es)?\s*$/i.test(answer);
    } catch (error) {
      if (!signal.aborted && !ended.signal.aborted) throw error;
      stream.write('\n');
      return false;
    } finally {
      lines.close();
    }
  }

  close(): void {
    this.#bar?.stop();
    this.#bar = null;
  }

  get #barWidth(): number {
    return Math.max(10, Math.min(40, this.#terminal.columns - 60));
  }

  #fitted(words: string): string {
    const room = Math.max(10, this.#terminal.columns - this.#barWidth - 12);
    return words.length <= room ? words : `${words.slice(0, room - 1)}…`;
  }

  #begin(): SingleBar {
    const bar = new SingleBar(
      {
        stream: this.#terminal.stream,
        format: '{bar} {part}  {words}',
        barsize: this.#barWidth,
        clearOnComplete: false,
        hideCursor: true,
        // Signals are ours: they cancel the burn, and the bar must not end the process under it.
        gracefulExit: false,
        emptyOnZero: true,
      },
      Presets.shades_classic,
    );
    bar.start(steps, 0, { part: '', words: '' });
    return bar;
  }
}
