import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map(
  ([, code = '']) => code,
);

test('the README has an example to run', () => {
  expect(blocks).toHaveLength(1);
});

test.each(blocks.map((code, index) => [index + 1, code] as const))(
  'example %i of the README runs as it stands',
  async (_, code) => {
    const folder = scratch();
    // As a user has it, but for where the package is.
    const script = code.replaceAll(
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
    expect(stdout).toContain('100 %');
    expect(stdout).toContain("mode: 'modified'");
    expect(existsSync(join(folder, 'my.disc'))).toBe(true);
    expect(await treeOnDisc(join(folder, 'my.disc'))).toEqual([
      '/new/',
      '/new/three.txt',
      '/two.txt',
    ]);
  },
);
