import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Writable } from 'node:stream';

import { steadyOutput } from '#lib/cli/faces/steady-output';
import { testIf } from '../../../jest/test-if';

/** A pipe whose other end closes after so many lines. */
class Reader extends Writable {
  readonly lines: string[] = [];

  constructor(private readonly wanted: number) {
    super({ decodeStrings: false, emitClose: false });
  }

  override _write(line: string, _: BufferEncoding, done: (error?: Error) => void): void {
    if (this.lines.length === this.wanted) done(Object.assign(new Error('x'), { code: 'EPIPE' }));
    else done(void this.lines.push(line));
  }
}

test('whoever stops reading is written to no more, and the other goes on reading', async () => {
  const out = new Reader(1);
  const error = new Reader(9);
  const output = steadyOutput(out, error);
  for (const line of ['a', 'b', 'c']) {
    output.out(line);
    output.error(line);
    await new Promise(setImmediate);
  }
  expect([out.lines, error.lines]).toEqual([['a'], ['a', 'b', 'c']]);
});

// Under Wine, and so in the other project, a program's output is a file.
testIf(process.platform !== 'win32', 'this command works here')(
  'a program whose output nobody reads ends with its own exit code',
  async () => {
    const child = spawn(process.execPath, ['dist/cli/main.js', 'devices', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(3);
  },
);
