import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';

import { run } from '#lib/cli/run';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line in this process: what starts a process each is dear under Wine. `columns` 0: no terminal. */
export async function cli(args: readonly string[], columns = 0): Promise<CliRun> {
  const caught = { out: '', err: '' };
  const { stdout, stderr } = process;
  const writes = { stdout: stdout.write.bind(stdout), stderr: stderr.write.bind(stderr) };
  const before = process.env['IMAPI2_TTY_COLUMNS'];
  stdout.write = (text: unknown): boolean => ((caught.out += String(text)), true);
  stderr.write = (text: unknown): boolean => ((caught.err += String(text)), true);
  process.env['IMAPI2_TTY_COLUMNS'] = String(columns);
  try {
    return { code: await run(args), ...caught };
  } finally {
    stdout.write = writes.stdout;
    stderr.write = writes.stderr;
    if (before === undefined) delete process.env['IMAPI2_TTY_COLUMNS'];
    else process.env['IMAPI2_TTY_COLUMNS'] = before;
  }
}

/** The published schema lets new fields be, for its readers. Here a field that it has not is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return 'properties' in inside && inside['type'] === 'object'
    ? { ...inside, additionalProperties: false }
    : inside;
}

let validate: ValidateFunction | null = null;

export type Line = Readonly<Record<string, unknown>> & { readonly type: string };

/** Every line of --json, each held to the documented schema. */
export function jsonLines(output: string): Line[] {
  validate ??= new Ajv().compile(
    closed(JSON.parse(readFileSync('docs/command-line.schema.json', 'utf8'))) as object,
  );
  const check = validate;
  return output
    .trimEnd()
    .split('\n')
    .map((text) => {
      const line = JSON.parse(text) as Line;
      if (!check(line))
        throw new Error(`${text}\nis not as documented: ${JSON.stringify(check.errors)}`);
      return line;
    });
}

export interface JsonRun extends CliRun {
  readonly lines: readonly Line[];
  /** The last line: `result` or `error`. */
  readonly end: Line;
}

export async function json(...args: readonly string[]): Promise<JsonRun> {
  const ran = await cli([...args, '--json']);
  const lines = jsonLines(ran.out);
  const end = lines.at(-1);
  if (end === undefined) throw new Error(`no line came; ${ran.err}`);
  return { ...ran, lines, end };
}
