import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import type { BurnPlan } from '../burn/burn-plan.js';
import type { Target } from './target.js';

/**
 * Where a burn keeps its journal, so that `imapi2 resume` finds it without being told: beside a virtual disc, and for a
 * drive, known by its id whatever its letter, in the user's own folder of the local machine.
 */
export function journalPlace(target: Target, driveId: string): string {
  if (target.kind === 'virtual') return `${target.disc}.journal`;
  const local = process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  const folder = join(local, 'imapi2', 'journals');
  const drive = driveId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return join(folder, `${drive}.journal`);
}

/**
 * `--journal FILE`, none for `--no-journal`, or the usual place. What can't be finished from a journal needs none: a first session, and a
 * list with no anchors at its end.
 */
export function journalFor(
  plan: BurnPlan,
  target: Target,
  driveId: string,
  option: string | boolean,
): string | null {
  if (option === false || plan.commitRanges === null) return null;
  return typeof option === 'string' ? resolve(option) : journalPlace(target, driveId);
}

/** Of the usual place, before a burn that keeps one there. */
export function makeJournalFolder(journal: string): void {
  mkdirSync(dirname(journal), { recursive: true });
}
