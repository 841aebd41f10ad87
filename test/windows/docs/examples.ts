import { expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';

/** The blocks of JavaScript in a document, in their order. */
export function examplesOf(document: string): string[] {
  const blocks = [...readFileSync(document, 'utf8').matchAll(/^```js\n(.*?)^```$/gms)];
  expect(blocks.length).toBeGreaterThan(0);
  return blocks.map(([, code = '']) => code);
}

export interface RanExample {
  readonly stdout: string;
  /** Where it ran. */
  readonly folder: string;
}

/** As a user has it, in an empty folder, but for where the package is. It has to end well, and complain about nothing. */
export function runExample(code: string | undefined, file = 'example.js'): RanExample {
  const folder = scratch();
  const library = JSON.stringify(join(packageRoot, 'dist', 'index.js'));
  writeFileSync(
    join(folder, file),
    (code ?? '').replaceAll("require('imapi2')", `require(${library})`),
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return { stdout, folder };
}
