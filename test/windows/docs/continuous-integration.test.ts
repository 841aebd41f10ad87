import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { scratch } from '../support/scratch';

test('the test of docs/continuous-integration.md runs as it stands, and passes', () => {
  const text = readFileSync('docs/continuous-integration.md', 'utf8');
  const [example] = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const folder = scratch();
  // As a user has it, but for where the package is.
  const script = (example ?? '').replaceAll(
    "require('imapi2')",
    `require(${JSON.stringify(join(process.cwd(), 'dist', 'index.js'))})`,
  );
  writeFileSync(join(folder, 'append.test.js'), script);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['append.test.js'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/pass 2\b/);
});
