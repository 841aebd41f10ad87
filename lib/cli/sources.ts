import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import { foreignMessage } from '../errors/foreign-errors.js';
import type { AddReport, FileSystemImage } from '../image/file-system-image.js';
import type { Context } from './context.js';
import { ofAdd } from './progress.js';
import { UsageError } from './refusals.js';

/** A `<path…>` of the command line, and where it goes on the disc. */
export interface Source {
  readonly path: string;
  readonly folder: boolean;
  /** With a leading `/`; for a folder the folder that its contents come into. */
  readonly destination: string;
}

/** What was put into an image. */
export type Added = AddReport;

/** `dir`, but not `dir/`, `dir/.` and `.`: those mean what is in it. */
const namesContents = /(^|[\\/])\.?$/;

function inside(folder: string, name: string): string {
  return `${folder === '/' ? '' : folder}/${name}`;
}

function folderOf(into: string): string {
  const names = into.split('/').filter((name) => name !== '');
  return `/${names.join('/')}`;
}

/** `path=/where`, unless a file is really called that. */
function split(argument: string): readonly [path: string, destination: string | null] {
  if (existsSync(argument)) return [argument, null];
  const [, path, destination] = /^(.+)=(\/.*)$/s.exec(argument) ?? [];
  return path === undefined || destination === undefined ? [argument, null] : [path, destination];
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new UsageError(`${path} can't be read: ${foreignMessage(error)}`);
  }
}

/**
 * As cp -r has it: a file, or a folder under its own name; of a folder with a slash at its end what is in it.
 * `path=/where` names the place itself, and with a slash at its end the folder for it.
 */
export async function sourceOf(argument: string, into = '/'): Promise<Source> {
  const [path, where] = split(argument);
  const folder = await isFolder(path);
  const full = resolve(path);
  const contents = folder && namesContents.test(path);
  const under = (place: string): string =>
    contents ? folderOf(place) : inside(folderOf(place), basename(full));
  if (where === null) return { path: full, folder, destination: under(into) };
  return { path: full, folder, destination: where.endsWith('/') ? under(where) : folderOf(where) };
}

export async function sourcesOf(
  given: readonly string[],
  into: string | undefined,
): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const argument of given) sources.push(await sourceOf(argument, into));
  return sources;
}

/** Adds them in their order: what comes later replaces what came before. */
export async function addSources(
  { face, signal }: Pick<Context, 'face' | 'signal'>,
  image: FileSystemImage,
  sources: readonly Source[],
  onError: 'throw' | 'skip',
): Promise<Added> {
  const total = {
    files: 0,
    directories: 0,
    bytes: 0,
    skipped: [] as AddReport['skipped'][number][],
  };
  for (const { path, folder, destination } of sources) {
    signal.throwIfAborted();
    if (folder) {
      const before = { files: total.files, bytes: total.bytes };
      const report = await image.addTree(path, destination, {
        signal,
        onError,
        onProgress: ({ file, files, bytes }) =>
          face.progress(ofAdd({ file, files: before.files + files, bytes: before.bytes + bytes })),
      });
      total.files += report.files;
      total.directories += report.directories;
      total.bytes += report.bytes;
      total.skipped.push(...report.skipped);
    } else {
      await image.add(path, destination);
      total.files++;
      total.bytes += (await stat(path)).size;
    }
  }
  for (const { message } of total.skipped) face.warn(`Left out: ${message}`);
  return total;
}
