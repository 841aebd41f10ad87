import { readFileSync } from 'node:fs';

import type { BlockRange } from 'imapi2';

import { bytesPerSector, sectors } from './disc';

/** The sectors of a disc file, whatever the file has after them. */
export function sectorsOf(disc: string): Buffer {
  return readFileSync(disc).subarray(0, sectors * bytesPerSector);
}

/** Which sectors differ, as ranges. */
export function differences(before: Buffer, after: Buffer): BlockRange[] {
  const found: { startLba: number; endLba: number }[] = [];
  for (let lba = 0; lba * bytesPerSector < Math.max(before.length, after.length); lba++) {
    const at = [lba * bytesPerSector, (lba + 1) * bytesPerSector] as const;
    if (before.subarray(...at).equals(after.subarray(...at))) continue;
    const last = found.at(-1);
    if (last?.endLba === lba - 1) last.endLba = lba;
    else found.push({ startLba: lba, endLba: lba });
  }
  return found;
}

/** Neighbours in list order joined, as the drive's log joins what it was given. */
export function joined(ranges: Iterable<BlockRange>): BlockRange[] {
  const result: { startLba: number; endLba: number }[] = [];
  for (const { startLba, endLba } of ranges) {
    const last = result.at(-1);
    if (last !== undefined && last.endLba + 1 === startLba) last.endLba = endLba;
    else result.push({ startLba, endLba });
  }
  return result;
}

export function covers(ranges: readonly BlockRange[], { startLba, endLba }: BlockRange): boolean {
  for (let lba = startLba; lba <= endLba; lba++) {
    if (!ranges.some((range) => lba >= range.startLba && lba <= range.endLba)) return false;
  }
  return true;
}
