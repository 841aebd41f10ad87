import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

// Starting node.exe takes half a second, and several where Wine has to start first.
const TIMEOUT_MS = 60_000;

const launcher = join(process.cwd(), 'scripts', 'win.js');
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'imapi2-win-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function win(
  script: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, 'script.js'), script);
  return spawnSync(process.execPath, [launcher, 'script.js', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

describe('npm run -s win', () => {
  test(
    'runs a script of the current folder in Windows, with its arguments',
    () => {
      const { status, stdout } = win(
        'console.log(JSON.stringify([process.platform, ...process.argv.slice(2)]))',
        'two words',
        '"quoted"',
        'ü',
      );
      expect(JSON.parse(stdout)).toEqual(['win32', 'two words', '"quoted"', 'ü']);
      expect(status).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'hands through both outputs whole, and the exit code',
    () => {
      const { status, stdout, stderr } = win(
        "process.stdout.write('o'.repeat(3e5)); process.stderr.write('e'.repeat(1e5)); process.exitCode = 42;",
      );
      expect(stdout).toBe('o'.repeat(3e5));
      expect(stderr).toBe('e'.repeat(1e5));
      expect(status).toBe(42);
    },
    TIMEOUT_MS,
  );

  test(
    'shows output while the script runs, and ends the script when it is ended',
    async () => {
      writeFileSync(
        join(folder, 'endless.js'),
        "console.log('alive'); setInterval(() => {}, 1000);",
      );
      const child = spawn(process.execPath, [launcher, 'endless.js'], { cwd: folder });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const seen = await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(String(seen)).toContain('alive');
      child.kill('SIGTERM');
      // That it comes here at all says that the script ended: the launcher waits for it.
      expect(await ended).not.toBe(0);
    },
    TIMEOUT_MS,
  );
});
