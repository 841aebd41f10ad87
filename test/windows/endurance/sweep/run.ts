import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { BurnError, ImapiError, resumeBurn, type Fault } from 'imapi2';

import { nothingAlive } from '../../support/nothing-alive';
import { treeOnDisc } from '../../support/disc';
import { countCalls, methodsHit, type Counts } from './calls';
import type { Operation } from './operations';
import { outcomeOf } from './outcomes';
import { openScene, sectors, type Original, type Scene } from './scene';

/** How an operation ended. */
export interface Ending {
  /** Null: it succeeded. */
  readonly error: unknown;
  /** What the failing call was made inside of, itself included; empty where nobody made it, or `open` itself failed. */
  readonly hit: ReadonlySet<string>;
  /** What is not as it must be, in words, whatever the error was. Empty where all is well. */
  readonly wrong: readonly string[];
}

export interface CleanRun {
  readonly before: Counts;
  readonly after: Counts;
  /** The first sector that it wrote; null where it wrote none. */
  readonly firstWritten: number | null;
  readonly tree: readonly string[];
  readonly outcome: unknown;
}

const noCalls: Counts = new Map();

const contentOf = (disc: string, end = sectors): Buffer =>
  existsSync(disc) ? readFileSync(disc).subarray(0, end * 2048) : Buffer.alloc(0);

/** Without a fault, to see which calls it makes. */
export async function runClean(
  operation: Operation,
  original: Original,
  folder: string,
): Promise<CleanRun> {
  removeOld(folder);
  const scene = await openScene(folder, original, []);
  try {
    await operation.setUp?.(scene);
    const before = operation.opens === true ? noCalls : await countCalls(scene.imapi);
    const value = await operation.act(scene);
    const after = await countCalls(scene.imapi);
    const outcome = await outcomeOf(operation.name, value, scene);
    const [first] = (await scene.imapi.virtual?.writes(scene.recorder.info.id)) ?? [];
    await scene.imapi.close();
    return {
      before,
      after,
      firstWritten: first?.startLba ?? null,
      tree: await treeIfAny(scene.disc),
      outcome,
    };
  } finally {
    await scene.imapi.close();
  }
}

/** With one call made to fail: how it ended, and whether everything is as it must be afterwards. */
export async function runWithFault(
  operation: Operation,
  original: Original,
  folder: string,
  {
    at,
    fail,
  }: { readonly at: { readonly call: string; readonly nth: number }; readonly fail: number },
  clean: CleanRun,
): Promise<Ending> {
  removeOld(folder);
  const wrong: string[] = [];
  let scene: Scene;
  try {
    scene = await openScene(folder, original, [{ at, fail } satisfies Fault]);
  } catch (error) {
    if (operation.opens !== true) wrong.push(`opening failed: ${String(error)}`);
    wrong.push(...(await leaks()));
    return { error, hit: new Set(), wrong };
  }
  const disc = scene.disc;
  let error: unknown = null;
  let hit: ReadonlySet<string>;
  try {
    await operation.setUp?.(scene);
    const before = contentOf(disc);
    try {
      const value = await inTime(operation.act(scene));
      if (!isDeepStrictEqual(await outcomeOf(operation.name, value, scene), clean.outcome))
        wrong.push('it succeeded, and came to something else than without the failure');
    } catch (failure) {
      error = failure;
    }
    hit = await methodsHit(scene.imapi, clean.after);
    wrong.push(...(await drive(scene, at.call)));
    await scene.imapi.close();
    wrong.push(...(await discState(operation, scene, error, before, clean)));
  } finally {
    await scene.imapi.close();
    wrong.push(...(await leaks()));
  }
  return { error, hit, wrong };
}

let leaked = false;
/** What has leaked once stays: only the run that did it is told. */
async function leaks(): Promise<string[]> {
  if (leaked) return [];
  try {
    await nothingAlive();
    return [];
  } catch (failure) {
    leaked = true;
    return [String(failure)];
  }
}

/** What never ends must end with a name, or nobody knows which call it was. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('it has not ended after two minutes'));
    }, 120_000);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function removeOld(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

/** Whether the drive has been given back. The failing call counts as made, and did nothing. */
async function drive(
  { imapi, recorder, image, result }: Scene,
  failing: string,
): Promise<string[]> {
  const made = async (call: string): Promise<number> =>
    ((await imapi.virtual?.counter(`calls:${call}`)) ?? NaN) - (call === failing ? 1 : 0);
  const wrong: string[] = [];
  const [disabled, enabled] = [
    await made('IDiscRecorder2::DisableMcn'),
    await made('IDiscRecorder2::EnableMcn'),
  ];
  if (disabled > enabled) wrong.push(`MCN was disabled ${disabled} and enabled ${enabled} times`);
  // A fault that nothing has met yet would be met here.
  const owner = await recorder.exclusiveOwner().catch(() => null);
  // What Write itself did not give back goes with the handles.
  if (owner !== null && failing === 'IDiscRecorder2::ReleaseExclusiveAccess') {
    await result?.close();
    await image?.close();
    await recorder.close();
    const again = await imapi.recorder(recorder.info.id);
    if ((await again.exclusiveOwner()) !== null)
      wrong.push('closing the handles did not release it');
  } else if (owner !== null) wrong.push(`${owner} still has exclusive access`);
  return wrong;
}

async function discState(
  operation: Operation,
  scene: Scene,
  error: unknown,
  before: Buffer,
  clean: CleanRun,
): Promise<string[]> {
  const unchanged = contentOf(scene.disc).equals(before);
  if (!operation.writes) return unchanged ? [] : ['the disc was changed'];
  const isNew = async (): Promise<boolean> =>
    JSON.stringify(await treeIfAny(scene.disc)) === JSON.stringify(clean.tree);
  if (error === null) return (await isNew()) ? [] : ['the disc does not hold what it should'];
  if (!(error instanceof BurnError)) {
    // An erase has no states: it has happened, or it has not.
    if (unchanged || operation.name.startsWith('erase')) return [];
    return ['the disc was changed, and the error is no BurnError'];
  }
  switch (error.discState) {
    case 'unchanged':
      return unchanged ? [] : ['the disc was changed'];
    case 'old-session-valid': {
      const end = clean.firstWritten ?? 0;
      const same = contentOf(scene.disc, end).equals(before.subarray(0, end * 2048));
      return [...(same ? [] : ['the old session was changed']), ...(await resumed(scene))];
    }
    case 'complete':
      return (await isNew()) ? [] : ['the disc is not complete'];
    case 'commit-interrupted':
    case 'unknown':
      return resumed(scene);
  }
}

/** What a journal is for: afterwards the disc is in one of its two states, whole. */
async function resumed({ journal, folder }: Scene): Promise<string[]> {
  if (!existsSync(journal)) return [];
  const again = await openScene(folder, { disc: null, media: 'dvd+rw', journal: null }, []);
  try {
    await resumeBurn(again.recorder, journal);
    return existsSync(journal) ? ['the journal was left behind'] : [];
  } catch (error) {
    return [`resumeBurn failed: ${error instanceof ImapiError ? error.code : String(error)}`];
  } finally {
    await again.imapi.close();
  }
}

async function treeIfAny(disc: string): Promise<string[]> {
  try {
    return await treeOnDisc(disc);
  } catch {
    return [];
  }
}
