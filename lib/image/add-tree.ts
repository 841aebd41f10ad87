import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { CallSite } from '../errors/call-site.js';
import { ImapiError } from '../errors/imapi-error.js';
import { Stopped } from '../errors/stopped.js';
import type { NativeTask } from '../native/binding.js';
import type { Operation } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { isOfOneEntry } from './entry-failures.js';
import type { AddProgress, AddReport, AddTreeOptions } from './file-system-image.js';
import { imagePath } from './image-path.js';
import { walk, type Found } from './walk.js';

/** What a tree is added to. */
export interface TreeTarget {
  add(source: string, destination: string, replace: boolean): Promise<void>;
  createDirectory(path: string): Promise<void>;
}

interface Plan {
  readonly folder: string;
  readonly root: string;
  readonly skip: boolean;
  readonly replace: boolean;
  readonly filter: (path: string) => boolean;
}

function judgeTree(folder: string, destination: string, options: AddTreeOptions | undefined): Plan {
  const judge: Judge = Judge.option;
  const given = knownOptions(options, [...operationKeys, 'onError', 'filter', 'replace']);
  judgeOperationOptions(given);
  const onError = judge.optional(given['onError'], 'throw', (value) =>
    judge.oneOf(value, 'onError', ['throw', 'skip']),
  );
  if (given['filter'] !== undefined && typeof given['filter'] !== 'function') {
    judge.refuse('filter', 'must be a function', given['filter']);
  }
  return {
    folder: resolve(Judge.argument.text(folder, 'folder')),
    root: imagePath(destination, 'destination'),
    skip: onError === 'skip',
    replace: judge.optional(given['replace'], true, (value) => judge.boolean(value, 'replace')),
    filter: options?.filter ?? (() => true),
  };
}

/**
 * IFsiDirectoryItem::AddTree is all or nothing, and cannot be stopped: one unreadable file fails the whole. So the tree is
 * walked here and added file by file.
 */
export function addTree(
  site: CallSite,
  target: TreeTarget,
  folder: string,
  destination: string,
  options: AddTreeOptions | undefined,
): Operation<AddProgress, AddReport> {
  return startOperation(
    site,
    options,
    () => {
      const plan = judgeTree(folder, destination, options);
      return (report) => treeTask(site, target, plan, report);
    },
    (report) => report,
  );
}

function treeTask(
  site: CallSite,
  target: TreeTarget,
  plan: Plan,
  report: (progress: AddProgress) => void,
): NativeTask<AddReport> {
  const control = { stopped: false };
  return {
    promise: add(site, target, plan, report, control),
    cancel(): boolean {
      control.stopped = true;
      return true;
    },
  };
}

/**
 * So many entries are on their way to the image at once, which takes them in the order of the walk: awaited one by one, most of
 * the time went into the ways there and back (docs/performance.md).
 */
const entriesUnderWay = 64;

interface Added {
  readonly found: Found;
  readonly promise: Promise<void>;
}

async function add(
  site: CallSite,
  target: TreeTarget,
  plan: Plan,
  report: (progress: AddProgress) => void,
  control: { readonly stopped: boolean },
): Promise<AddReport> {
  const done = {
    files: 0,
    directories: 0,
    bytes: 0,
    skipped: [] as { path: string; code: string; message: string }[],
  };
  const settle = async ({ found, promise }: Added): Promise<void> => {
    try {
      await promise;
    } catch (failure) {
      const error = site.error(failure);
      const isWhole = found.path === '';
      if (!plan.skip || isWhole || !(error instanceof ImapiError)) throw failure;
      if (!isOfOneEntry(error.code)) throw failure;
      done.skipped.push({ path: found.source, code: error.code, message: error.message });
      return;
    }
    if (found.kind === 'directory' && found.path !== '') done.directories++;
    if (found.kind !== 'file') return;
    done.files++;
    done.bytes += found.bytes;
    report({ file: found.source, files: done.files, bytes: done.bytes });
  };

  const underWay: Added[] = [];
  const oldestOver = (most: number): Added | undefined =>
    underWay.length > most ? underWay.shift() : undefined;
  const settleDownTo = async (most: number): Promise<void> => {
    for (let next = oldestOver(most); next; next = oldestOver(most)) await settle(next);
  };
  try {
    for await (const found of walk(plan.folder, plan.filter)) {
      if (control.stopped) break;
      const promise = addFound(target, found, inImage(plan.root, found.path), plan.replace);
      // It may fail before its turn comes to be looked at.
      promise.catch(() => undefined);
      underWay.push({ found, promise });
      // Nothing goes into a place that the whole can't have.
      await settleDownTo(found.path === '' ? 0 : entriesUnderWay);
    }
    await settleDownTo(0);
  } finally {
    // What was on its way behind one that failed ends before the caller is told.
    await Promise.allSettled(underWay.map(({ promise }) => promise));
  }
  if (control.stopped) throw new Stopped();
  return done;
}

async function addFound(
  target: TreeTarget,
  found: Found,
  destination: string,
  replace: boolean,
): Promise<void> {
  if (found.kind === 'failure') throw found.refusal;
  if (found.kind === 'file') await target.add(found.source, destination, replace);
  else if (destination !== '/') await target.createDirectory(destination);
}

function inImage(root: string, path: string): string {
  if (path === '') return root;
  return root === '/' ? `/${path}` : `${root}/${path}`;
}
