import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What another process could do with a file: open it for writing, cut it, rename it, delete it. */
export interface Attempts {
  readonly write: boolean;
  readonly truncate: boolean;
  readonly rename: boolean;
  readonly remove: boolean;
}
export const nothing: Attempts = { write: false, truncate: false, rename: false, remove: false };
export const everything: Attempts = { write: true, truncate: true, rename: true, remove: true };

/** A file that could be removed is put back as it was, so that it can be tried again. */
const program = `
const fs = require('node:fs');
const can = (attempt) => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};
require('node:readline').createInterface({ input: process.stdin }).on('line', (file) => {
  const aside = file + '.aside';
  const attempts = {
    write: can(() => fs.closeSync(fs.openSync(file, 'r+'))),
    truncate: can(() => fs.truncateSync(file, fs.statSync(file).size)),
    rename: can(() => fs.renameSync(file, aside)),
    remove: false,
  };
  const now = attempts.rename ? aside : file;
  const bytes = fs.readFileSync(now);
  attempts.remove = can(() => fs.unlinkSync(now));
  if (attempts.remove) fs.writeFileSync(file, bytes);
  console.log(JSON.stringify(attempts));
});
console.log('ready');
`;

/** Another process, which tries what it can do whenever it is asked. */
export class Intruder implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'imapi2-intruder-'));
  readonly #child;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  private constructor() {
    const script = join(this.#folder, 'intruder.js');
    writeFileSync(script, program);
    this.#child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#ended = once(this.#child, 'exit');
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  static async start(): Promise<Intruder> {
    const intruder = new Intruder();
    await intruder.#lines.next();
    return intruder;
  }

  async try(file: string): Promise<Attempts> {
    this.#child.stdin.write(`${file}\n`);
    const { value } = (await this.#lines.next()) as { value: string };
    return JSON.parse(value) as Attempts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
