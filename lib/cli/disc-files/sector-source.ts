import { bytesPerSector } from '../../burn/sector.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';

/** Sectors of a disc. What reads file systems takes numbers from the disc itself, and holds every one against `sectors`. */
export interface SectorSource {
  /** How many there are. */
  readonly sectors: number;
  read(start: number, count: number): Promise<Buffer>;
}

/** What a drive reads, past every cache of the operating system. Between two reads `signal` is heard. */
export function sectorsOf(
  recorder: DiscRecorder,
  sectors: number,
  signal: AbortSignal,
): SectorSource {
  return {
    sectors,
    async read(start, count) {
      signal.throwIfAborted();
      const { buffer, byteOffset, byteLength } = await recorder.readSectors(start, count);
      return Buffer.from(buffer, byteOffset, byteLength);
    },
  };
}

export const sectorsFor = (bytes: number): number => Math.ceil(bytes / bytesPerSector);
