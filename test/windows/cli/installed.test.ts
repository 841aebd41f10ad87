import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../support/run-script';
import { scratch } from '../support/scratch';
import { treeOnDisc } from '../support/disc';

test('the command of the package runs the demo, in any folder, and keeps its disc', async () => {
  const folder = scratch();
  const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { imapi2: string } };
  const log = join(folder, 'log.txt');
  const stream = openSync(log, 'w');
  const main = join(packageRoot, bin.imapi2);
  const { status } = spawnSync(process.execPath, [main, 'demo', '--disc', 'demo.disc'], {
    cwd: folder,
    stdio: ['ignore', stream, stream],
    timeout: 120_000,
  });
  closeSync(stream);
  const output = readFileSync(log, 'utf8');
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(output).toContain('read back and compared: ranges');
  expect(await treeOnDisc(join(folder, 'demo.disc'))).toContain('/imapi2-demo/README.md');
}, 150_000);
