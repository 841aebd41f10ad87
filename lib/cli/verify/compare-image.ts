import { open } from 'node:fs/promises';

import { bytesPerSector } from '../../burn/sector.js';
import type { BlockRange } from '../../ranges/block-range.js';
import type { Context } from '../context.js';
import { sectorsFor, type SectorSource } from '../disc-files/sector-source.js';
import { ofSectors } from '../progress.js';

const chunkSectors = 512;

export interface ImageComparison {
  readonly sectors: number;
  readonly mismatches: readonly BlockRange[];
}

/** Where two stretches of sectors differ. The second may end inside a sector: what follows is no matter. */
function differing(disc: Buffer, file: Buffer, start: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < file.length; at += bytesPerSector) {
    const wanted = file.subarray(at, at + bytesPerSector);
    if (!disc.subarray(at, at + wanted.length).equals(wanted))
      found.push(start + at / bytesPerSector);
  }
  return found;
}

/** The disc from sector 0 on, against an image file, sector by sector. */
export async function compareImage(
  { face, signal }: Context,
  disc: SectorSource,
  path: string,
): Promise<ImageComparison> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const total = sectorsFor(size);
    const mismatches: { startLba: number; endLba: number }[] = [];
    const add = (startLba: number, endLba: number): void => {
      const last = mismatches.at(-1);
      if (last?.endLba === startLba - 1) last.endLba = endLba;
      else mismatches.push({ startLba, endLba });
    };
    const there = Math.min(total, disc.sectors);
    for (let start = 0; start < there; start += chunkSectors) {
      signal.throwIfAborted();
      const count = Math.min(chunkSectors, there - start);
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(count * bytesPerSector),
        0,
        count * bytesPerSector,
        start * bytesPerSector,
      );
      const data = await disc.read(start, count);
      for (const lba of differing(data, buffer.subarray(0, bytesRead), start)) add(lba, lba);
      face.progress(ofSectors('verify', { blocks: start + count, totalBlocks: total }));
    }
    // What does not fit on the disc at all can't be there.
    if (there < total) add(there, total - 1);
    return { sectors: total, mismatches };
  } finally {
    await file.close();
  }
}
