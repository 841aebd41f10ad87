import { beforeEach, describe, expect, test } from '@jest/globals';
import { PassThrough, Writable } from 'node:stream';

import { TerminalFace } from '#lib/cli/faces/terminal-face';
import { failureOf as failureData } from '#lib/cli/failure';

import { burning, saving } from '../../fakes/progress';

const never = new AbortController().signal;

/** What a terminal was sent, escape sequences included. */
class Screen extends Writable {
  readonly isTTY = true;
  text = '';
  /** Resolved once this is on it. */
  #wanted: { readonly text: string; readonly seen: () => void } | null = null;

  constructor(readonly columns: number) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    if (this.#wanted !== null && this.text.includes(this.#wanted.text)) this.#wanted.seen();
    done();
  }

  shows(text: string): Promise<void> {
    return new Promise((seen) => {
      this.#wanted = { text, seen };
      if (this.text.includes(text)) seen();
    });
  }
}

let screen: Screen;
let keyboard: PassThrough;
beforeEach(() => {
  screen = new Screen(100);
  keyboard = new PassThrough();
});

const faceOf = (input: PassThrough | null): TerminalFace =>
  new TerminalFace({
    out: (text) => void screen.write(text),
    error: (text) => void screen.write(`error: ${text}`),
    stream: screen,
    columns: screen.columns,
    input,
  });

describe('at a terminal', () => {
  test.each([
    ['y\n', true],
    [' YES \n', true],
    ['n\n', false],
    ['\n', false],
    ['yesterday\n', false],
  ])('the answer %j to a question is %p', async (typed, expected) => {
    const answer = faceOf(keyboard).ask('Everything will be lost. Go on?', never);
    await screen.shows('Everything will be lost. Go on? [y/N] ');
    keyboard.write(typed);
    expect(await answer).toBe(expected);
  });

  test('Ctrl-C as a key at a question is the signal that stops the command', async () => {
    const control = new AbortController();
    const stop = (): void => {
      control.abort();
    };
    process.once('SIGINT', stop);
    const answer = faceOf(keyboard).ask('Go on?', control.signal);
    await screen.shows('[y/N]');
    keyboard.write('\u0003');
    expect(await answer).toBe(false);
    expect(control.signal.aborted).toBe(true);
  });

  test('a question ends with whatever stops the command', async () => {
    const control = new AbortController();
    const answer = faceOf(keyboard).ask('Go on?', control.signal);
    await screen.shows('[y/N]');
    control.abort(new Error('SIGBREAK'));
    expect(await answer).toBe(false);
    expect(await faceOf(keyboard).ask('Again?', control.signal)).toBe(false);
  });

  test('a question is answered with no where the terminal goes away', async () => {
    const answer = faceOf(keyboard).ask('Go on?', never);
    await screen.shows('[y/N]');
    keyboard.end();
    expect(await answer).toBe(false);
    expect(screen.text.endsWith('\n')).toBe(true);
  });

  test('nobody is asked where nobody can type', async () => {
    expect(await faceOf(null).ask('Go on?', never)).toBeNull();
    expect(screen.text).toBe('');
  });

  test('a bar moves, says what is done, and stays where it ended', () => {
    const face = faceOf(null);
    face.progress({ ...saving, fraction: null });
    face.progress(burning({ fraction: 0.25 }));
    face.close();
    expect(screen.text).toContain('25.0 %  writing, range 1 of 2, sector 287');
    face.progress(burning({ fraction: 1 }));
    expect(screen.text).toContain('100.0 %  done');
    // Hidden while it moves, and there again.
    expect(screen.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      screen.text.lastIndexOf('\u001b[?25l'),
    );
    face.close();
  });

  test('words that find no room beside the bar are cut short', () => {
    screen = new Screen(70);
    const face = faceOf(null);
    face.progress({ ...saving, item: 'a name that is far too long'.repeat(4) });
    face.close();
    expect(screen.text).toContain('saving, 50 sectors: a name');
    expect(screen.text).toContain('…');
  });

  test('what is said stands on lines of its own, whatever the bar was at', () => {
    const face = faceOf(null);
    face.progress({ ...saving, fraction: 0.5 });
    face.say('a note');
    face.progress({ ...saving, fraction: 0.6 });
    face.warn('a warning');
    face.progress({ ...saving, fraction: 0.7 });
    face.fail(failureData(new Error('a failure')));
    face.result({ command: 'eject' }, ['a result']);
    for (const line of ['a note', 'error: Warning: a warning', 'error: a failure', 'a result'])
      expect(screen.text).toContain(`\n${line}\n`);
  });
});
