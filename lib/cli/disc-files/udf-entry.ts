import { bytesPerSector } from '../../burn/sector.js';
import {
  longAddress,
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
  readonly bytes: number;
  /** Content that lies in the entry itself; null where it lies in extents. */
  readonly embedded: Buffer | null;
  readonly extents: readonly Extent[];
}

/** ECMA-167 4/14.6.6. */
const directoryType = 4;
/** ECMA-167 4/14.6.8: how the allocation descriptors are written. */
const allocation = { short: 0, long: 1, embedded: 3 } as const;
/** More than the largest disc has. A list that leads round in a circle ends here. */
const mostContinuations = 100_000;

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
  const descriptors = sector.subarray(start, start + sector.readUInt32LE(head - 4));
  const how = sector.readUInt16LE(34) & 7;
  const embedded = how === allocation.embedded;
  return {
    directory: sector.readUInt8(27) === directoryType,
    bytes: Number(sector.readBigUInt64LE(56)),
    embedded: embedded ? Buffer.from(descriptors) : null,
    extents: embedded ? [] : await extentsOf(volume, descriptors, how, address.partition),
  };
}

async function extentsOf(
  volume: UdfVolume,
  first: Buffer,
  how: number,
  partition: number,
): Promise<Extent[]> {
  if (how !== allocation.short && how !== allocation.long)
    throw new UnreadableFileSystem(
      `The UDF on the disc has allocation descriptors of kind ${how}.`,
    );
  const size = how === allocation.short ? 8 : 16;
  const extents: Extent[] = [];
  let descriptors = first;
  for (let continued = 0; continued < mostContinuations; continued++) {
    let next: Address | null = null;
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
      extents.push({ address: kind === 0 ? address : null, bytes });
    }
    if (next === null) return extents;
    const more = await volume.read(next, bytesPerSector);
    if (tagOf(more) !== tags.allocationExtent) break;
    descriptors = more.subarray(24, 24 + more.readUInt32LE(20));
  }
  throw new UnreadableFileSystem('The UDF on the disc has a list of extents that does not end.');
}
