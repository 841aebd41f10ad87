import { expect, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

/** The same binaries in the oldest line of Node.js that the package is for; every other test runs in another one. */

const packed = process.env['IMAPI2_TEST_PACKED'] ?? '';
const oldest = process.env['IMAPI2_TEST_OLDEST_NODE'] ?? '';
const here = testIf(oldest !== '', 'the node.exe of Node.js 20 is there for x64 only');

jest.setTimeout(150_000);

here('the package loads in Node.js 20, both of its libraries', () => {
  const script = `
const { open } = require(${JSON.stringify(packed)});
open({ provider: 'virtual', drives: [{}] }).then(async (imapi) => {
  const drives = (await imapi.recorders()).length;
  await imapi.close();
  console.log(JSON.stringify({ node: process.versions.node.split('.')[0], drives }));
});`;
  const { status, result, output } = runScript(script, oldest);
  expect({ status, result, output }).toMatchObject({
    status: 0,
    result: { node: '20', drives: 1 },
  });
});

here('the demo does the main job in Node.js 20', () => {
  const folder = scratch();
  const log = join(folder, 'log.txt');
  const stream = openSync(log, 'w');
  const { status } = spawnSync(oldest, [join(packed, 'dist', 'cli', 'main.js'), 'demo'], {
    cwd: folder,
    stdio: ['ignore', stream, stream],
    timeout: 120_000,
  });
  closeSync(stream);
  const output = readFileSync(log, 'utf8');
  expect({ status, output }).toMatchObject({ status: 0 });
  expect(output).toContain('read back and compared: ranges');
});
