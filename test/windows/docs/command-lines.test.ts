import { expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';

/**
 * The lines of the documents that call `imapi2`, one after the other as somebody tries them. `E:` is a disc in a file here: a machine
 * that has a drive of that name keeps its disc. `demo` has a test of its own (cli/installed.test.ts).
 */

jest.setTimeout(150_000);

const linesOf = (document: string): string[] =>
  [...readFileSync(document, 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .flatMap((line) => /^(?:npx )?imapi2 ([^#]+?) *(?:#.*)?$/.exec(line)?.[1] ?? [])
    .filter((line) => line !== 'demo');

test.each(['README.md', 'docs/command-line.md'])(
  'the commands of %s do what they say',
  (document) => {
    const lines = linesOf(document);
    expect(lines.length).toBeGreaterThan(2);
    const folder = scratch();
    for (const name of ['photos', 'music']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'one.bin'), Buffer.alloc(50_000, name));
    }
    const main = join(packageRoot, 'dist', 'cli', 'main.js');
    for (const line of lines) {
      const args = line.replace('E:', '--virtual e.disc').split(' ');
      const log = join(folder, 'log.txt');
      const stream = openSync(log, 'w');
      const { status } = spawnSync(process.execPath, [main, ...args], {
        cwd: folder,
        stdio: ['ignore', stream, stream],
        timeout: 60_000,
      });
      closeSync(stream);
      const output = readFileSync(log, 'utf8');
      expect({ line, status, output }).toMatchObject({ line, status: 0 });
    }
    expect(readFileSync(join(folder, 'disc.svg'), 'utf8')).toContain('<svg');
  },
);
