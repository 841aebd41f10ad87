import { bytesPerSector } from '../../burn/sector.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';

/** Sectors of a disc. */
export interface SectorSource {
  read(start: number, count: number): Promise<Buffer>;
}

/** What a drive reads, past every cache of the operating system. */
export function sectorsOf(recorder: DiscRecorder): SectorSource {
  return {
    async read(start, count) {
      const { buffer, byteOffset, byteLength } = await recorder.readSectors(start, count);
      return Buffer.from(buffer, byteOffset, byteLength);
    },
  };
}

export const sectorsFor = (bytes: number): number => Math.ceil(bytes / bytesPerSector);
