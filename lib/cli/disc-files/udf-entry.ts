import { bytesPerSector } from '../../burn/sector.js';
import {
  longAddress,
  stretch,
  tagOf,
  tags,
  UnreadableFileSystem,
  type Address,
  type Extent,
} from './udf-structures.js';
import type { UdfVolume } from './udf-volume.js';

/** A file or folder. */
export interface UdfEntry {
  readonly directory: boolean;
  /** As the entry has it, which may be a lie. */
  readonly bytes: number;
  /** Content that lies in the entry itself; null where it lies in extents. */
  readonly embedded: Buffer | null;
  /** Read as it is asked for: a list may claim to be longer than any memory, and whoever reads a file stops at its end. */
  extents(): AsyncGenerator<Extent>;
}

/** ECMA-167 4/14.6.6. */
const directoryType = 4;
/** ECMA-167 4/14.6.8: how the allocation descriptors are written. */
const allocation = { short: 0, long: 1, embedded: 3 } as const;

/** A file entry (ECMA-167 4/14.9) or an extended one (4/14.17). */
export async function readEntry(volume: UdfVolume, address: Address): Promise<UdfEntry> {
  const sector = await volume.read(address, bytesPerSector);
  const tag = tagOf(sector);
  if (tag !== tags.fileEntry && tag !== tags.extendedFileEntry)
    throw new UnreadableFileSystem(
      `The UDF on the disc has no file entry at block ${address.block}.`,
    );
  const head = tag === tags.fileEntry ? 176 : 216;
  const start = head + sector.readUInt32LE(head - 8);
  const descriptors = stretch(sector, start, sector.readUInt32LE(head - 4), 'a file entry');
  const how = sector.readUInt16LE(34) & 7;
  const embedded = how === allocation.embedded;
  return {
    directory: sector.readUInt8(27) === directoryType,
    bytes: Number(sector.readBigUInt64LE(56)),
    embedded: embedded ? descriptors : null,
    extents: () => extentsOf(volume, embedded ? null : descriptors, how, address.partition),
  };
}

async function* extentsOf(
  volume: UdfVolume,
  first: Buffer | null,
  how: number,
  partition: number,
): AsyncGenerator<Extent> {
  if (first === null) return;
  if (how !== allocation.short && how !== allocation.long)
    throw new UnreadableFileSystem(
      `The UDF on the disc has allocation descriptors of kind ${how}.`,
    );
  const size = how === allocation.short ? 8 : 16;
  for (let descriptors = first; ;) {
    let next: Address | null = null;
    let found = 0;
    for (let at = 0; at + size <= descriptors.length; at += size) {
      const length = descriptors.readUInt32LE(at);
      const bytes = length & 0x3fffffff;
      if (bytes === 0) break;
      const address =
        how === allocation.short
          ? { block: descriptors.readUInt32LE(at + 4), partition }
          : longAddress(descriptors, at);
      // The two highest bits (ECMA-167 4/14.14.1.1): 0 recorded, 1 and 2 not recorded, 3 more descriptors.
      const kind = length >>> 30;
      if (kind === 3) {
        next = address;
        break;
      }
      found++;
      yield { address: kind === 0 ? address : null, bytes };
    }
    if (next === null) return;
    // A list that leads round in a circle either has content, which its reader has enough of, or none, and ends here.
    if (found === 0 && descriptors !== first)
      throw new UnreadableFileSystem(
        'The UDF on the disc has a list of extents that leads nowhere.',
      );
    const more = await volume.read(next, bytesPerSector);
    if (tagOf(more) !== tags.allocationExtent)
      throw new UnreadableFileSystem('The UDF on the disc has a list of extents that breaks off.');
    descriptors = stretch(more, 24, more.readUInt32LE(20), 'a list of extents');
  }
}
