import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { PseudoTerminal, whyNoTerminal } from './pseudo-terminal';

const reason = whyNoTerminal();
const atTerminal = testIf(reason === null, reason ?? '');

const enter = '\r';
const ctrlC = '\u0003';

let folder: string;
/** With one session, to be copied. */
let recorded: string;

async function run(...args: readonly string[]): Promise<{ code: number | null; text: string }> {
  const terminal = new PseudoTerminal(...args);
  const code = await terminal.ended;
  return { code, text: terminal.text };
}

function disc(name: string): string {
  const copy = join(folder, name);
  copyFileSync(recorded, copy);
  return copy;
}

beforeAll(async () => {
  if (reason !== null) return;
  folder = mkdtempSync(join(tmpdir(), 'imapi2-terminal-'));
  recorded = join(folder, 'recorded.disc');
  writeFileSync(join(folder, 'old.txt'), 'old');
  writeFileSync(join(folder, 'new.bin'), Buffer.alloc(400_000, 7));
  const first = [`${recorded},sectors=16384`, join(folder, 'old.txt')];
  const { code, text } = await run('update', '--virtual', ...first);
  if (code !== 0) throw new Error(text);
});
afterAll(() => {
  if (reason === null) rmSync(folder, { recursive: true, force: true });
});

describe('a question at a terminal', () => {
  atTerminal('that is answered with y goes on', async () => {
    const terminal = new PseudoTerminal('erase', '--virtual', disc('yes.disc'));
    await terminal.shows('will be lost. Go on? [y/N]');
    terminal.type(`y${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.text).toContain('The disc is blank.');
  });

  for (const [name, keys] of [
    ['n', `n${enter}`],
    ['Enter alone', enter],
  ] as const)
    atTerminal(`that is answered with ${name} ends with code 5, and nothing is done`, async () => {
      const image = disc('no.disc');
      const terminal = new PseudoTerminal('erase', '--virtual', image);
      await terminal.shows('[y/N]');
      terminal.type(keys);
      expect(await terminal.ended).toBe(5);
      expect(terminal.text).toContain('Nothing was done.');
      expect((await run('ls', '--virtual', image)).text).toContain('/old.txt');
    });

  atTerminal('that is stopped by Ctrl-C ends with code 130, and nothing is done', async () => {
    const image = disc('cancelled.disc');
    const terminal = new PseudoTerminal('erase', '--virtual', image);
    await terminal.shows('[y/N]');
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(terminal.text).toContain('Stopped by');
    expect((await run('ls', '--virtual', image)).text).toContain('/old.txt');
  });
});

describe('a burn at a terminal', () => {
  const burn = (image: string): PseudoTerminal =>
    new PseudoTerminal('update', '--virtual', `${image},speed=60`, join(folder, 'new.bin'));

  atTerminal('that is stopped by Ctrl-C says what the disc holds, and can be resumed', async () => {
    const image = disc('stopped.disc');
    const terminal = burn(image);
    // A bar is drawn, and the drive is at a sector.
    await terminal.shows('░');
    await terminal.shows(', sector');
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(terminal.text).toContain('SIGINT: stopping.');
    expect(terminal.text).toContain('The disc still shows what it held before.');
    const resumed = await run('resume', '--virtual', image);
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.text).toContain('The disc is as it was before that burn');
    expect((await run('ls', '--virtual', image)).text).toContain('/old.txt');
  });

  atTerminal(
    'whose terminal goes away is cut off, and resume finds the disc readable',
    async () => {
      const image = disc('closed.disc');
      const terminal = burn(image);
      await terminal.shows(', sector');
      terminal.hangUp();
      await terminal.ended;
      const resumed = await run('resume', '--virtual', image);
      expect(resumed).toMatchObject({ code: 0 });
      expect((await run('ls', '--virtual', image)).text).toContain('/old.txt');
    },
  );
});
