import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { scratch } from '../support/scratch';

const root = process.cwd();
const plain = ['build/win32-x64/plain.exe', 'build/Release/plain.exe']
  .map((file) => join(root, file))
  .find((file) => existsSync(file));

interface Report {
  readonly figures: readonly {
    readonly subject: string;
    readonly ratio?: { readonly median: number };
  }[];
}

/** In a file, as all output of a process under Wine. */
function bench(...args: string[]): { status: number | null; output: string } {
  const log = join(scratch(), 'output.txt');
  const stream = openSync(log, 'w');
  const { status } = spawnSync(process.execPath, [join(root, 'bench', 'main.js'), ...args], {
    env: {
      ...process.env,
      IMAPI2_BENCH_PLAIN: plain,
      IMAPI2_BENCH_FOLDER: join(scratch(), 'work'),
    },
    // Progress goes to standard error, beside the JSON.
    stdio: ['ignore', stream, args.includes('--json') ? 'ignore' : stream],
    timeout: 60_000,
  });
  closeSync(stream);
  return { status, output: readFileSync(log, 'utf8') };
}

// No figure is looked at: a quick run says only that each side still does its work.
testIf(
  plain !== undefined && process.env['IMAPI2_PACKAGE'] === undefined,
  'the plain C++ side was not built, or a tarball is tested, of which it is no part',
)('the benchmark runs, both sides of it', () => {
  const { status, output } = bench('--quick', '--json', 'ranges', 'burning', 'copying', 'four');
  expect({ status, output }).toMatchObject({ status: 0 });
  const { figures } = JSON.parse(output) as Report;
  expect(figures).toHaveLength(7);
  for (const { ratio } of figures) expect(ratio?.median).toBeGreaterThan(0);
});

test('the benchmark names its subjects where one is asked for that it has not', () => {
  const { status, output } = bench('no-such-subject');
  expect(status).toBe(1);
  expect(output).toContain('no such subject: no-such-subject. There are: block-ranges, burning,');
});
