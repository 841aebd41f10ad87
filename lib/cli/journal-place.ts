import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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

/** `--journal FILE`, `--no-journal` (null), or the usual place, whose folder is then made. */
export function chosenJournal(
  target: Target,
  driveId: string,
  option: string | boolean | undefined,
): string | null {
  if (option === false) return null;
  if (typeof option === 'string') return resolve(option);
  const place = journalPlace(target, driveId);
  mkdirSync(join(place, '..'), { recursive: true });
  return place;
}
