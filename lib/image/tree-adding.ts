import type { CallSite } from '../errors/call-site.js';
import { ImapiError } from '../errors/imapi-error.js';
import { Stopped } from '../errors/stopped.js';
import type { NativeEntriesAdded, NativeNewEntry } from '../native/binding.js';
import type { Steps } from '../operation/steps.js';
import type { Task } from '../operation/task-operation.js';
import { isOfOneEntry } from './entry-failures.js';
import type { AddProgress, AddReport } from './file-system-image.js';
import type { WalkAhead } from './walk-ahead.js';
import type { Found } from './walk.js';

/** What a tree is added by, on the image's worker. */
export type AddEntries = (
  entries: readonly NativeNewEntry[],
  options: { readonly replace: boolean; readonly turn: number },
) => Task<NativeEntriesAdded>;

/** How, and where to. */
export interface TreePlan {
  readonly root: string;
  readonly skip: boolean;
  readonly replace: boolean;
}

/** So many that the way to the worker and back is little beside adding them. */
const mostAtOnce = 256;
/**
 * A batch is at most this part of what came before it. A caller learns of a batch when it has been added, and can stop behind it
 * then: that is behind each file of a small tree, and in steps of some hundredths of a large one.
 */
const partAtOnce = 1 / 16;
/**
 * Milliseconds after which a batch comes back with what it has added: where every file takes its time, as on a network, progress
 * stays alive, and whoever else needs the worker has it in between.
 */
const turn = 50;

/**
 * Adds what a walk finds, in its order, a batch at a time, while the walk goes on for the next. Between two batches nothing is
 * under way: what the caller has been told of is then in the image, and nothing else, so that whatever he does when he is told
 * (cancel it, close the image) comes before all that is behind.
 */
export class TreeAdding {
  readonly #site: CallSite;
  readonly #plan: TreePlan;
  readonly #report: (progress: AddProgress) => void;
  readonly #skipped: AddReport['skipped'][number][] = [];
  #files = 0;
  #directories = 0;
  #bytes = 0;

  constructor(site: CallSite, plan: TreePlan, report: (progress: AddProgress) => void) {
    this.#site = site;
    this.#plan = plan;
    this.#report = report;
  }

  async run(walked: WalkAhead, add: AddEntries, steps: Steps): Promise<AddReport> {
    for (;;) {
      const found = await walked.next();
      throwIfStopped(steps);
      const [first] = found;
      if (first === undefined) return this.#done;
      if (first.kind === 'failure') {
        this.#passOver(first, first.refusal);
        walked.drop(1);
      } else if (this.#placeOf(first) === '/') {
        // The image's own root.
        walked.drop(1);
      } else {
        const most = this.#mostAtOnce;
        const batch = untilFailure(found.slice(0, most));
        const entries = batch.map((entry) => this.#newEntry(entry));
        const adding = steps.run(() => add(entries, { replace: this.#plan.replace, turn }));
        await walked.during(adding, (waiting) => steps.stopped === null && waiting < 2 * most);
        const { count, bytes, failure } = await adding;
        this.#tell(batch.slice(0, count), bytes);
        throwIfStopped(steps);
        const failed = batch[count];
        const isFailed = failure !== null && failed !== undefined;
        if (isFailed) this.#passOver(failed, failure);
        walked.drop(isFailed ? count + 1 : count);
      }
    }
  }

  get #done(): AddReport {
    return {
      files: this.#files,
      directories: this.#directories,
      bytes: this.#bytes,
      skipped: this.#skipped,
    };
  }

  get #mostAtOnce(): number {
    const before = this.#files + this.#directories + this.#skipped.length;
    return Math.min(mostAtOnce, 1 + Math.floor(before * partAtOnce));
  }

  #placeOf({ path }: Found): string {
    const { root } = this.#plan;
    if (path === '') return root;
    return root === '/' ? `/${path}` : `${root}/${path}`;
  }

  #newEntry(found: Found): NativeNewEntry {
    const source = found.kind === 'file' ? found.source : null;
    return { source, destination: this.#placeOf(found) };
  }

  #tell(added: readonly Found[], bytes: number): void {
    const files = added.filter(({ kind }) => kind === 'file');
    // The folder that the whole comes into is none of those found in it.
    const folders = added.filter(({ kind, path }) => kind === 'directory' && path !== '');
    this.#files += files.length;
    this.#directories += folders.length;
    this.#bytes += bytes;
    const last = files.at(-1);
    if (last === undefined) return;
    this.#report({ file: last.source, files: this.#files, bytes: this.#bytes });
  }

  /** Throws what can't be passed over. */
  #passOver({ path, source }: Found, failure: unknown): void {
    const error = this.#site.error(failure);
    const isWhole = path === '';
    if (!this.#plan.skip || isWhole || !(error instanceof ImapiError)) throw failure;
    if (!isOfOneEntry(error.code)) throw failure;
    this.#skipped.push({ path: source, code: error.code, message: error.message });
  }
}

function throwIfStopped({ stopped }: Steps): void {
  if (stopped !== null) throw new Stopped();
}

/** What fails in the walk takes its place behind these. */
function untilFailure(found: readonly Found[]): readonly Found[] {
  const failure = found.findIndex(({ kind }) => kind === 'failure');
  return failure < 0 ? found : found.slice(0, failure);
}
