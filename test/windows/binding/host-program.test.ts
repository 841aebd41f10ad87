import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { packageRoot } from '../support/run-script';

// Copying node.exe (80 MB) and starting it under Wine.
const TIMEOUT_MS = 60_000;

const addon = join(packageRoot, 'prebuilds', `win32-${process.arch}`, 'imapi2.node');
const load = `const addon = require(${JSON.stringify(addon)}); const names = Object.keys(addon);`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-host-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test(
  'the addon loads in a program that is not called node.exe',
  () => {
    const program = join(folder, 'some-application.exe');
    copyFileSync(process.execPath, program);
    const { status, stdout, stderr } = spawnSync(
      program,
      ['-e', `${load} console.log(names.length)`],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(status).toBe(0);
  },
  TIMEOUT_MS,
);

test(
  'the addon loads in a worker thread',
  async () => {
    const worker = new Worker(
      `${load} require('node:worker_threads').parentPort.postMessage(names.length)`,
      {
        eval: true,
      },
    );
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const count = await new Promise((resolve, reject) =>
      worker.once('message', resolve).once('error', reject),
    );
    expect(count).toBeGreaterThan(0);
    expect(await ended).toBe(0);
  },
  TIMEOUT_MS,
);
