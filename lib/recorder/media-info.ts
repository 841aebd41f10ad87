import type { NativeMediaInfo } from '../native/binding.js';
import { mediaStates, writeProtection, type MediaState } from './media-states.js';
import { mediaName, type MediaType } from './media-types.js';

/** The disc in a drive, as plain data. */
export interface MediaInfo {
  readonly type: MediaType;
  readonly rewritable: boolean;
  readonly blank: boolean;
  readonly physicallyBlank: boolean;
  readonly states: readonly MediaState[];
  readonly writeProtected: readonly string[];
  readonly totalSectors: number;
  /** As IMAPI2 says it: on rewritable media the total. The true remainder is an imported image's `freeMediaBlocks`. */
  readonly freeSectors: number;
  readonly nextWritableAddress: number | null;
  /** Sectors that a write must start at a multiple of; null where nothing says. */
  readonly writeUnit: number | null;
  readonly writeSpeeds: readonly WriteSpeed[];
  /** Sectors per second. */
  readonly currentWriteSpeed: number | null;
  /** Readings that contradict each other (IMAPI2's flags against the drive's own), in words. */
  readonly warnings: readonly string[];
}

/** One of the speeds that the drive offers for this disc (IWriteSpeedDescriptor). */
export interface WriteSpeed {
  readonly sectorsPerSecond: number;
  readonly pureCav: boolean;
  readonly media: MediaType;
}

export function mediaInfo(native: NativeMediaInfo): MediaInfo {
  const { type, state, writeProtect, writeSpeeds, ...same } = native;
  return {
    ...same,
    type: mediaName(type),
    states: mediaStates(state),
    writeProtected: writeProtection(writeProtect),
    writeSpeeds: writeSpeeds.map((speed) => ({ ...speed, media: mediaName(speed.media) })),
  };
}
