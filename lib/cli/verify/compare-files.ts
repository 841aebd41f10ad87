import { open, type FileHandle } from 'node:fs/promises';

import { walk } from '../../image/walk.js';
import type { Context } from '../context.js';
import { sectorsFor } from '../disc-files/sector-source.js';
import type { UdfFiles } from '../disc-files/udf-files.js';
import type { FileDifference } from '../results.js';
import type { Source } from '../sources.js';

export interface FileComparison {
  readonly files: number;
  readonly sectors: number;
  readonly differences: readonly FileDifference[];
}

interface Wanted {
  readonly source: string;
  /** On the disc. */
  readonly path: string;
  readonly folder: boolean;
}

async function* wantedOf({ path, folder, destination }: Source): AsyncGenerator<Wanted> {
  if (!folder) {
    yield { source: path, path: destination, folder };
    return;
  }
  for await (const found of walk(path, () => true)) {
    if (found.kind === 'failure') throw found.refusal;
    const inside = `${destination === '/' ? '' : destination}/${found.path}`;
    const place = found.path === '' ? destination : inside;
    yield { source: found.source, path: place, folder: found.kind === 'directory' };
  }
}

/** The disc's content is asked for once its length is known to be the file's own: what a disc says of itself is no bound. */
async function hasSameContent(
  pieces: AsyncGenerator<Buffer>,
  file: FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<boolean> {
  let at = 0;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(piece.length), 0, piece.length, at);
    if (bytesRead !== piece.length || !buffer.equals(piece)) return false;
    at += piece.length;
  }
  return at === size;
}

async function differenceOf(
  disc: UdfFiles,
  { source, path, folder }: Wanted,
  signal: AbortSignal,
): Promise<{ readonly what: FileDifference['what'] | null; readonly bytes: number }> {
  const entry = await disc.find(path);
  if (entry === null) return { what: 'missing', bytes: 0 };
  if (entry.directory !== folder) return { what: 'kind', bytes: 0 };
  if (folder) return { what: null, bytes: 0 };
  const file = await open(source);
  try {
    const { size } = await file.stat();
    if (size !== entry.bytes) return { what: 'size', bytes: 0 };
    const same = await hasSameContent(disc.content(entry), file, size, signal);
    return { what: same ? null : 'content', bytes: size };
  } finally {
    await file.close();
  }
}

/** Every file and folder given, against what is on the disc in its place. What else the disc holds is no matter. */
export async function compareFiles(
  { face, signal }: Context,
  disc: UdfFiles,
  sources: readonly Source[],
): Promise<FileComparison> {
  const differences: FileDifference[] = [];
  let files = 0;
  let sectors = 0;
  for (const source of sources) {
    for await (const wanted of wantedOf(source)) {
      signal.throwIfAborted();
      const { what, bytes } = await differenceOf(disc, wanted, signal);
      if (what !== null) differences.push({ source: wanted.source, path: wanted.path, what });
      if (wanted.folder) continue;
      files++;
      sectors += sectorsFor(bytes);
      const item = wanted.path;
      face.progress({
        phase: 'verify',
        fraction: null,
        done: files,
        total: null,
        unit: 'files',
        item,
        burn: null,
      });
    }
  }
  return { files, sectors, differences };
}
