import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { createInterface } from 'node:readline';

import type { Cut, Request, Told, Tree } from './cut-discs';

/** Cuts as cut-discs.ts makes them in Windows' node.exe, and as 7-Zip reads them meanwhile, which knows nothing of ours. */

/** Images that one run of 7-Zip reads: starting it takes longer than reading a disc. */
const perRun = 24;

export interface JudgedCut extends Cut {
  /** Every file with the SHA-256 of its content; null where 7-Zip finds no disc, or was not there. */
  readonly seen: { readonly before: Tree | null; readonly resumed: Tree | null };
}
export interface Judged extends Told {
  readonly cuts: readonly JudgedCut[];
}

/** Makes every cut and has 7-Zip read every disc, twice, while the next ones are made. */
export async function judgeCuts(
  request: Omit<Request, 'folder'>,
  with7z: boolean,
  progress: (done: number) => void = () => undefined,
): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-cuts-'));
  try {
    const file = join(folder, 'request.json');
    writeFileSync(file, JSON.stringify({ ...request, folder } satisfies Request));
    const script = join('build', 'test', 'host', 'readers', 'cut-discs.js');
    const maker = spawn(process.execPath, ['scripts/win.js', script, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(maker, 'exit') as Promise<[number | null]>;
    const reader = new Reader(folder, with7z);
    let told: Told | null = null;
    for await (const line of createInterface(maker.stdout)) {
      if (told === null) told = JSON.parse(line) as Told;
      else await reader.add(JSON.parse(line) as Cut);
      if (reader.count % 50 === 0) progress(reader.count);
    }
    const [status] = await ended;
    const cuts = await reader.end();
    if (told === null || status !== 0)
      throw new Error(`the discs could not be made: cut-discs.js ended with ${String(status)}`);
    return { ...told, cuts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Reader {
  readonly #folder: string;
  readonly #with7z: boolean;
  readonly #judged: JudgedCut[] = [];
  #waiting: Cut[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(folder: string, with7z: boolean) {
    this.#folder = folder;
    this.#with7z = with7z;
  }

  get count(): number {
    return this.#judged.length + this.#waiting.length;
  }

  /** Waits for the run before: no more than two runs' images are there at any time, however long the disc. */
  async add(cut: Cut): Promise<void> {
    this.#waiting.push(cut);
    if (this.#waiting.length >= perRun) await this.#run();
  }

  async end(): Promise<readonly JudgedCut[]> {
    await this.#run();
    await this.#running;
    return this.#judged;
  }

  async #run(): Promise<void> {
    await this.#running;
    const cuts = this.#waiting;
    this.#waiting = [];
    this.#running = this.#read(cuts);
    // Whoever waits for it next is told; nobody waits yet.
    this.#running.catch(() => undefined);
  }

  async #read(cuts: readonly Cut[]): Promise<void> {
    const images = [
      ...new Set(cuts.flatMap(({ before, resumed }) => [before ?? [], resumed].flat())),
    ];
    const trees = this.#with7z ? await extracted(this.#folder, images) : new Map<string, Tree>();
    for (const image of images) rmSync(join(this.#folder, image), { force: true });
    const seen = (image: string | null): Tree | null => trees.get(image ?? '') ?? null;
    for (const cut of cuts)
      this.#judged.push({ ...cut, seen: { before: seen(cut.before), resumed: seen(cut.resumed) } });
  }
}

/** Of each image in which 7-Zip finds a disc, every file with the hash of its content. */
async function extracted(
  folder: string,
  images: readonly string[],
): Promise<ReadonlyMap<string, Tree>> {
  const trees = new Map<string, Tree>();
  if (images.length === 0) return trees;
  const target = join(folder, 'extracted');
  rmSync(target, { recursive: true, force: true });
  const list = join(folder, 'images.txt');
  writeFileSync(list, images.map((image) => join(folder, image)).join('\n'));
  // -o*: each into a folder with its name. Its exit code is that of all of them: what it extracted is what counts.
  const args = ['x', '-y', '-an', `-ai@${list}`, `-o${join(target, '*')}`];
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  await once(spawn('7z', args, { stdio: 'ignore', env }), 'close');
  for (const image of images) {
    const root = join(target, basename(image, '.img'));
    const tree = treeIn(root);
    if (tree !== null) trees.set(image, tree);
  }
  return trees;
}

function treeIn(root: string): Tree | null {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
        return [`/${relative(root, path).replaceAll('\\', '/')}`, hash] as const;
      })
      .sort();
  } catch {
    return null;
  }
}

/** What a cut breaks of the crash rule (docs/incremental-burning.md), in words. Empty where it holds. */
export function mistakesOf({ old, fresh, session, cuts }: Judged, with7z: boolean): object[] {
  return cuts.flatMap((cut) => {
    const { fail, after, state, mistake } = cut;
    const wrong: string[] = mistake === null ? [] : [mistake];
    const inCommit = after > session;
    if (inCommit && state === 'old-session-valid') wrong.push('the commit was begun');
    // A torn unit at the end of the session may be that of the first anchor, which is next to be written.
    if (!inCommit && fail === 'power-cut' && state !== 'old-session-valid')
      wrong.push('the commit was not begun');
    if (with7z) wrong.push(...whatIsRead(cut, { old, fresh }));
    return wrong.map((what) => ({ fail, after, state, what }));
  });
}

function whatIsRead(
  { before: image, seen: { before, resumed }, state }: JudgedCut,
  { old, fresh }: Pick<Told, 'old' | 'fresh'>,
): string[] {
  const is = (tree: Tree | null, other: Tree): boolean =>
    JSON.stringify(tree) === JSON.stringify(other);
  const wrong: string[] = [];
  const untouched = state === 'old-session-valid';
  if (untouched && !is(before, old)) wrong.push('7-Zip does not find the old session before');
  if (!untouched && image !== null && !is(before, old) && !is(before, fresh))
    wrong.push('7-Zip finds neither session before');
  if (!is(resumed, untouched ? old : fresh))
    wrong.push(`7-Zip does not find the ${untouched ? 'old' : 'new'} session after resumeBurn`);
  return wrong;
}
