import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { CallSite } from '../errors/call-site.js';
import type { Operation } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { Steps } from '../operation/steps.js';
import type { AddProgress, AddReport, AddTreeOptions } from './file-system-image.js';
import { imagePath } from './image-path.js';
import { TreeAdding, type AddEntries, type TreePlan } from './tree-adding.js';
import { WalkAhead } from './walk-ahead.js';
import { walk } from './walk.js';

interface Plan extends TreePlan {
  readonly folder: string;
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
 * walked here and added entry by entry.
 */
export function addTree(
  site: CallSite,
  add: AddEntries,
  folder: string,
  destination: string,
  options: AddTreeOptions | undefined,
): Operation<AddProgress, AddReport> {
  return startOperation(
    site,
    options,
    () => {
      const plan = judgeTree(folder, destination, options);
      return (report) => {
        const steps = new Steps();
        const walked = new WalkAhead(walk(plan.folder, plan.filter));
        return {
          promise: new TreeAdding(site, plan, report).run(walked, add, steps),
          cancel: (reason) => steps.cancel(reason),
        };
      };
    },
    (report) => report,
  );
}
