import { bytesPerSector } from '../../burn/sector.js';
import type { UdfEntry } from './udf-entry.js';
import { UnreadableFileSystem } from './udf-structures.js';
import type { UdfVolume } from './udf-volume.js';

/** 1 MiB a read. */
const chunkBytes = 512 * bytesPerSector;

/**
 * The content of a file or folder, a piece at a time; shorter than the entry says where its extents are. It ends at `entry.bytes`,
 * and each piece but the last is whole sectors, so whoever has judged that number has judged how long this takes.
 */
export async function* contentOf(volume: UdfVolume, entry: UdfEntry): AsyncGenerator<Buffer> {
  if (entry.embedded !== null) {
    yield entry.embedded.subarray(0, entry.bytes);
    return;
  }
  let left = entry.bytes;
  if (left === 0) return;
  for await (const { address, bytes } of entry.extents()) {
    const end = Math.min(bytes, left);
    for (let at = 0; at < end; at += chunkBytes) {
      const size = Math.min(chunkBytes, end - at);
      yield address === null
        ? Buffer.alloc(size)
        : await volume.read({ ...address, block: address.block + at / bytesPerSector }, size);
    }
    left -= end;
    if (left === 0) return;
    // ECMA-167 4/12.1: only the last one may end inside a block.
    if (bytes % bytesPerSector !== 0)
      throw new UnreadableFileSystem('The UDF on the disc has a file with a gap in a block.');
  }
}
