import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Refusal } from '../errors/refusal.js';
import { sourceRefusal } from './source-errors.js';

/** One thing found. `path` is relative to the folder walked, with `/`, and empty for that folder itself. */
export type Found =
  | { readonly kind: 'directory' | 'file'; readonly path: string; readonly source: string }
  | {
      readonly kind: 'failure';
      readonly path: string;
      readonly source: string;
      readonly refusal: Refusal;
    };

/**
 * A folder and everything below it, a folder before what is in it, in the order of the names, so that the same tree gives the
 * same image everywhere. Links to files are followed; links to folders, which can lead round in a circle, and what is
 * neither file nor folder are failures. A filter that says no to a folder saves reading it.
 */
export async function* walk(
  folder: string,
  wanted: (path: string) => boolean,
  below = '',
): AsyncGenerator<Found> {
  let entries: Dirent[];
  try {
    entries = await entriesOf(folder);
  } catch (error) {
    yield { kind: 'failure', path: below, source: folder, refusal: sourceRefusal(folder, error) };
    return;
  }
  yield { kind: 'directory', path: below, source: folder };
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const source = join(folder, entry.name);
    if (!wanted(path)) continue;
    if (entry.isDirectory()) yield* walk(source, wanted, path);
    else if (entry.isFile()) yield { kind: 'file', path, source };
    else yield await linkAt(path, source);
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the folder says too little of: a link, a device. */
async function linkAt(path: string, source: string): Promise<Found> {
  try {
    const status = await stat(source);
    if (status.isFile()) return { kind: 'file', path, source };
  } catch (error) {
    return { kind: 'failure', path, source, refusal: sourceRefusal(source, error) };
  }
  const refusal = new Refusal(
    'ERR_NOT_A_FILE',
    `${source} is neither a file nor a folder (a link to a folder, a device).`,
  );
  return { kind: 'failure', path, source, refusal };
}
