import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) remove(folder);
});

/** What Wine's own background processes have inherited and still hold stays behind; tests of ours look for leaks. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    process.stderr.write(`${folder} could not be removed\n`);
  }
}

/** A folder of its own for a test; it goes when the file's tests have run. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-test-'));
  folders.push(folder);
  return folder;
}
