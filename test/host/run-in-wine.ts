import { expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Discs are made by Windows' node.exe under Wine; on Windows none of the readers is. */
export const canMake = process.platform !== 'win32';

/** Runs a script of test/host to its end, for which the test has to wait. */
export function runInWine(script: string, ...args: readonly string[]): void {
  const compiled = join('build', 'test', 'host', script);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/win.js', compiled, ...args], {
    encoding: 'utf8',
  });
  expect(`${String(status)} ${stderr}`).toMatch(/^0 /);
}
