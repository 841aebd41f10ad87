import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';

test('the example of docs/incremental-burning.md runs as it stands', async () => {
  const text = readFileSync('docs/incremental-burning.md', 'utf8');
  const [example] = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const folder = scratch();
  // As a user has it, but for where the package is.
  const script = (example ?? '').replaceAll(
    "require('imapi2')",
    `require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))})`,
  );
  writeFileSync(join(folder, 'example.js'), script);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['example.js'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.split(/\r?\n/)).toEqual([
    "cut: E_DEVICE_NOT_CONNECTED, the disc's state is unknown",
    'resumed: complete, 32 sectors',
    '',
  ]);
  expect(existsSync(join(folder, 'burn.journal'))).toBe(false);
  expect(await treeOnDisc(join(folder, 'cut.disc'))).toEqual(['/one.txt', '/two.txt']);
});
