import type { NativeImageEntry } from '../native/binding.js';

/** A file or folder in an image, as plain data. */
export interface ImageEntry {
  readonly name: string;
  /** From the root, with a leading `/`. */
  readonly path: string;
  readonly type: 'file' | 'directory';
  /** 0 for a directory. */
  readonly bytes: number;
  readonly modified: Date | null;
}

export function imageEntry({
  name,
  path,
  directory,
  bytes,
  modified,
}: NativeImageEntry): ImageEntry {
  return {
    name,
    path,
    type: directory ? 'directory' : 'file',
    bytes,
    modified: modified === null ? null : new Date(modified),
  };
}
