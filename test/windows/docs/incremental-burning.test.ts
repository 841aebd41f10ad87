import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';

const text = readFileSync('docs/incremental-burning.md', 'utf8');
const examples = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** Its output, line by line, and the folder that it ran in. */
function run(example = ''): { readonly lines: readonly string[]; readonly folder: string } {
  const folder = scratch();
  // As a user has it, but for where the package is.
  const script = example.replaceAll(
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
  return { lines: stdout.split(/\r?\n/), folder };
}

test('the example of a cut burn in docs/incremental-burning.md runs as it stands', async () => {
  const { lines, folder } = run(examples[0]);
  expect(lines).toEqual([
    "cut: E_DEVICE_NOT_CONNECTED, the disc's state is unknown",
    'resumed: complete, 32 sectors',
    '',
  ]);
  expect(existsSync(join(folder, 'burn.journal'))).toBe(false);
  expect(await treeOnDisc(join(folder, 'cut.disc'))).toEqual(['/one.txt', '/two.txt']);
}, 60_000);

test('the example of an image against a disc runs as it stands', async () => {
  expect(examples).toHaveLength(2);
  const { lines, folder } = run(examples[1]);
  expect(lines).toEqual([
    'whole: true',
    'modified: 0 sectors',
    'Nothing was written: the disc holds the image already.',
    '',
  ]);
  expect(existsSync(join(folder, 'image.journal'))).toBe(false);
  expect(await treeOnDisc(join(folder, 'image.disc'))).toEqual(['/one.txt']);
}, 60_000);
