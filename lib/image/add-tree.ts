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
  for await (const found of walk(plan.folder, plan.filter)) {
    if (control.stopped) throw new Stopped();
    try {
      await addFound(target, found, inImage(plan.root, found.path), plan.replace);
    } catch (failure) {
      const error = site.error(failure);
      const isWhole = found.path === '';
      if (!plan.skip || isWhole || !(error instanceof ImapiError)) throw failure;
      if (!isOfOneEntry(error.code)) throw failure;
      done.skipped.push({ path: found.source, code: error.code, message: error.message });
      continue;
    }
    if (found.kind === 'directory' && found.path !== '') done.directories++;
    if (found.kind !== 'file') continue;
    done.files++;
    done.bytes += found.bytes;
    report({ file: found.source, files: done.files, bytes: done.bytes });
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
