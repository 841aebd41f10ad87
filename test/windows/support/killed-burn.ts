import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { BlockRange, Fault } from 'imapi2';

import { packageRoot } from './run-script';
import { scratch } from './scratch';

/** What a process was recording when it was killed. Both are empty for a resumed burn. */
export interface KilledBurn {
  readonly ranges: readonly BlockRange[];
  /** From sector 0 to its end; empty where it was not asked for. */
  readonly image: Buffer;
  /** How often the image had been read. */
  readonly reads: number;
}

interface Told {
  readonly ranges?: readonly BlockRange[];
  readonly reads?: number;
  readonly error?: string;
}

interface BurningProgram {
  readonly disc: string;
  readonly journal?: string;
  readonly faults?: readonly Fault[];
  readonly speed?: number;
  /** JavaScript: whether it is time, with `written` sectors and `await calls(name)`. */
  readonly until: string;
  /** Instead of an append, which changes and adds a file and removes one. */
  readonly resume?: boolean;
  /** Whether the image is read before it is recorded. Default: true. */
  readonly keepImage?: boolean;
}

/** What the disc has once the append is complete. */
export const addedByKilled = '/new/added.bin';

const program = (
  { disc, journal, faults = [], speed, until, resume = false, keepImage = true }: BurningProgram,
  image: string,
): string => `
const { open, burnModified, resumeBurn } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
const journal = ${JSON.stringify(journal ?? null)};
const options = journal === null ? {} : { journal };
(async () => {
  const drives = [${JSON.stringify({ disc, faults, speed })}];
  const imapi = await open({ provider: 'virtual', drives });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  let ranges = [];
  const append = async () => {
    const image = await imapi.createImage({ recorder });
    await image.add(Buffer.from('as it is now'), '/changes.txt');
    await image.add(Buffer.alloc(3000, 12), ${JSON.stringify(addedByKilled)});
    await image.remove('/goes.txt');
    const result = await image.createResult();
    ${keepImage ? `await result.saveAs(${JSON.stringify(image)});` : ''}
    ranges = [...((await result.modifiedBlocks()) ?? [])];
    await burnModified(recorder, result, options);
  };
  const calls = (name) => imapi.virtual.counter('calls:' + name);
  let ended = null;
  const work = ${resume ? 'resumeBurn(recorder, journal)' : 'append()'};
  work.then(() => (ended = 'success'), (error) => (ended = String(error)));
  for (;;) {
    const writes = await imapi.virtual.writes(drive.id);
    const written = writes.reduce((sum, { startLba, endLba }) => sum + endLba - startLba + 1, 0);
    if (${until}) break;
    if (ended !== null) throw new Error('it was over before it was time: ' + ended);
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(JSON.stringify({ ranges, reads: await calls('IStream::Read') }));
  // And goes on, until somebody kills it.
  setInterval(() => undefined, 1000);
})().catch((error) => {
  console.log(JSON.stringify({ error: String(error) }));
});
`;

/**
 * Has another process begin a burn, and kills it as soon as that says that it is time: TerminateProcess, after which nothing of
 * it runs. Resolves once it is gone.
 */
export async function killedBurn(burning: BurningProgram): Promise<KilledBurn> {
  const folder = scratch();
  const script = join(folder, 'script.js');
  const image = join(folder, 'image.iso');
  writeFileSync(script, program(burning, image));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
  let told: Told | null = null;
  for await (const line of createInterface(child.stdout)) {
    told = JSON.parse(line) as Told;
    child.kill('SIGKILL');
    break;
  }
  const [code, signal] = await gone;
  if (told?.ranges === undefined || signal !== 'SIGKILL')
    throw new Error(`it told ${JSON.stringify(told)} and ended with ${String(code ?? signal)}`);
  const bytes = existsSync(image) ? readFileSync(image) : Buffer.alloc(0);
  rmSync(image, { force: true });
  return { ranges: told.ranges, image: bytes, reads: told.reads ?? 0 };
}
