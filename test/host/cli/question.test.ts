import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';

import { confirm } from '#lib/cli/confirm';
import { exitOf } from '#lib/cli/exit-codes';
import { TerminalFace } from '#lib/cli/faces/terminal-face';
import { Interruption } from '#lib/cli/interruption';

import { failureOf } from '../../jest/failure-of';

let input: PassThrough;
let screen: PassThrough;
let face: TerminalFace;
let interruption: Interruption;

/** readline takes what says isTTY for a terminal, and then Ctrl-C is a key and no signal. */
const terminal = (): PassThrough => Object.assign(new PassThrough(), { isTTY: true });

beforeEach(() => {
  input = terminal();
  screen = terminal();
  const out = (text: string): void => void screen.write(text);
  face = new TerminalFace({ out, error: out, stream: screen, columns: 80, input });
  interruption = new Interruption(face);
});

afterEach(() => interruption.close());

function asked(yes = false): Promise<void> {
  return confirm({ face, signal: interruption.signal }, 'All will be lost.', yes);
}

const endOf = async (question: Promise<void>): Promise<string> => exitOf(await failureOf(question));

describe('a question', () => {
  test.each(['y\r', 'YES\r', ' yes \r'])('is answered by %j', async (answer) => {
    const question = asked();
    input.write(answer);
    await expect(question).resolves.toBeUndefined();
    expect(String(screen.read())).toContain('All will be lost. Go on? [y/N] ');
  });

  test.each(['\r', 'n\r', 'yesterday\r'])('is not answered with yes by %j', async (answer) => {
    const question = asked();
    input.write(answer);
    expect(await endOf(question)).toBe('notConfirmed');
  });

  test('is not put to anybody who said --yes', async () => {
    await asked(true);
    expect(screen.read()).toBeNull();
  });

  test('ends with no where the terminal goes away, or Ctrl-D is pressed', async () => {
    const question = asked();
    input.end();
    expect(await endOf(question)).toBe('notConfirmed');
  });

  test.each(['SIGTERM', 'SIGBREAK', 'SIGHUP'] as const)(
    'waits for nobody after %s',
    async (name) => {
      const question = asked();
      process.emit(name, name);
      expect(await endOf(question)).toBe('cancelled');
    },
  );

  test('ends as cancelled by Ctrl-C, which is a key while it is asked', async () => {
    const question = asked();
    input.write('\u0003');
    expect(await endOf(question)).toBe('cancelled');
    expect(interruption.signal.aborted).toBe(true);
    expect(String(screen.read())).toContain('SIGINT: stopping');
  });

  test('is not asked once the command was stopped', async () => {
    process.emit('SIGINT', 'SIGINT');
    screen.read();
    expect(await endOf(asked())).toBe('cancelled');
    expect(screen.read()).toBeNull();
  });
});
