import { spawnSync, type StdioOptions } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { scratch } from './scratch';

/** The package under test: this clone, or the folder of an installed one (jest.config.js). */
export const packageRoot = process.env['IMAPI2_PACKAGE'] ?? process.cwd();

/**
 * A script that prepares a second session on a recorded disc and burns it. It ends with a line of JSON: the report, or
 * the code of the error. `before` runs first; `tail` replaces the burn.
 */
export function burnScript(
  disc: string,
  before = '',
  burn = 'await burnModified(recorder, result)',
): string {
  const lib = JSON.stringify(join(packageRoot, 'dist', 'index.js'));
  return `
${before}
const { open, burnModified } = require(${lib});
(async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('from another process'), '/other.txt');
  const result = await image.createResult();
  const report = ${burn};
  await imapi.close();
  return { mode: report.mode, verified: report.verified };
})().then(
  (done) => console.log(JSON.stringify(done)),
  (error) => { console.log(JSON.stringify({ code: error.code ?? String(error) })); process.exitCode = 1; },
);
`;
}

export interface Ran {
  readonly status: number | null;
  readonly output: string;
  /** The last line of the output. */
  readonly result: unknown;
}

/**
 * Runs it in a process of its own, by default in this node.exe. Its output goes to a file and not through a pipe: what
 * Wine starts for it in the background (a desktop, for the first window of an apartment) inherits a pipe and keeps it
 * open. A limit so that a hang is a failure with a name.
 */
export function runScript(
  script: string,
  node = process.execPath,
  args: readonly string[] = [],
  timeout = 60_000,
): Ran {
  const folder = scratch();
  const file = join(folder, 'script.js');
  writeFileSync(file, script);
  const log = join(folder, 'output.txt');
  const stream = openSync(log, 'w');
  const stdio: StdioOptions = ['ignore', stream, stream];
  const { status } = spawnSync(node, [...args, file], { stdio, timeout });
  closeSync(stream);
  const output = readFileSync(log, 'utf8');
  const last = output.trim().split(/\r?\n/).at(-1) ?? '';
  return { status, output, result: last.startsWith('{') ? (JSON.parse(last) as unknown) : last };
}
