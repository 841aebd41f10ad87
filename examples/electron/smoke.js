'use strict';
// npm run smoke: runs the packaged program over a new virtual disc, and hands back its exit code.

const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const name = 'imapi2-electron-example';
const program = path.join(__dirname, 'out', `${name}-win32-${process.arch}`, `${name}.exe`);
const folder = mkdtempSync(path.join(tmpdir(), 'imapi2-smoke-'));
try {
  const { status, error } = spawnSync(
    program,
    ['--smoke', `--virtual=${path.join(folder, 'smoke.disc')}`],
    { stdio: 'inherit', timeout: 120_000 },
  );
  if (error) console.error(error.message);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
