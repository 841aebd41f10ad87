import { readFileSync, writeFileSync } from 'node:fs';

const bytesPerSector = 2048;

/**
 * Copies a disc that is written one session after the other for a program that looks for an anchor at sector 256 and nowhere
 * else: the copy ends with the session whose last sector is `last`, and has that sector's anchor there.
 */
export function copyForLastSession(disc: string, last: number, copy: string): void {
  const bytes = readFileSync(disc).subarray(0, (last + 1) * bytesPerSector);
  // The same pointers under a tag with that location (ECMA-167 3/7.2).
  bytes.subarray(last * bytesPerSector).copy(bytes, 256 * bytesPerSector);
  const tag = bytes.subarray(256 * bytesPerSector, 256 * bytesPerSector + 16);
  tag.writeUInt32LE(256, 12);
  tag[4] = 0;
  tag[4] = tag.reduce((sum, byte) => sum + byte, 0) & 0xff;
  writeFileSync(copy, bytes);
}
