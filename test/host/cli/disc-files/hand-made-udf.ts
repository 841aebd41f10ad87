import type { SectorSource } from '#lib/cli/disc-files/sector-source';

const bytesPerSector = 2048;
export const partitionStart = 272;
export const discSectors = 1024;

/** As ECMA-167 numbers them. */
const tags = {
  anchor: 2,
  partition: 5,
  logicalVolume: 6,
  terminating: 8,
  fileSet: 256,
  fileIdentifier: 257,
  allocationExtent: 258,
  fileEntry: 261,
  extendedFileEntry: 266,
} as const;

export const recorded = 0;
export const notRecorded = 2;
export const continued = 3;

/** Block, bytes, and the two highest bits of its length. */
export type ShortExtent = readonly [block: number, bytes: number, kind?: number];

export interface Entry {
  readonly directory?: boolean;
  readonly bytes: number;
  /** Short allocation descriptors, or the content itself. */
  readonly content: readonly ShortExtent[] | Buffer;
  /** What the entry says of how long that is, where it lies. */
  readonly says?: number;
  readonly extended?: boolean;
}

/** ECMA-167 3/7.2: identifier and checksum; the reader looks at nothing else of a tag. */
function seal(data: Buffer, tag: number): Buffer {
  data.writeUInt16LE(tag, 0);
  let sum = 0;
  for (let at = 0; at < 16; at++) if (at !== 4) sum += data.readUInt8(at);
  data.writeUInt8(sum & 0xff, 4);
  return data;
}

function shortExtents(extents: readonly ShortExtent[]): Buffer {
  const data = Buffer.alloc(8 * extents.length);
  extents.forEach(([block, bytes, kind = recorded], index) => {
    data.writeUInt32LE((bytes | (kind << 30)) >>> 0, 8 * index);
    data.writeUInt32LE(block, 8 * index + 4);
  });
  return data;
}

/** ECMA-167 4/14.4, its name in bytes (UDF 2.1.1). */
export function fileIdentifier(name: string, block: number, traits = 0): Buffer {
  const id = Buffer.concat([Buffer.from([8]), Buffer.from(name, 'latin1')]);
  const data = Buffer.alloc((38 + id.length + 3) & ~3);
  data.writeUInt8(traits, 18);
  data.writeUInt8(id.length, 19);
  data.writeUInt32LE(bytesPerSector, 20);
  data.writeUInt32LE(block, 24);
  id.copy(data, 38);
  return seal(data, tags.fileIdentifier);
}

export function plainMap(): Buffer {
  return Buffer.from([1, 6, 1, 0, 0, 0]);
}

/** UDF 2.2.10: the metadata partition, whose file's entry is at a block of partition 0. */
export function metadataMap(entryBlock: number): Buffer {
  const map = Buffer.alloc(64);
  map.writeUInt8(2, 0);
  map.writeUInt8(64, 1);
  map.write('*UDF Metadata Partition', 5, 'latin1');
  map.writeUInt32LE(entryBlock, 40);
  return map;
}

/**
 * A disc of one UDF volume, written structure by structure, so that a test can say of each what no honest writer would. Blocks are
 * those of its partition. `readSectors` counts.
 */
export class HandMadeUdf implements SectorSource {
  readonly sectors = discSectors;
  readSectors = 0;
  readonly #disc: Buffer = Buffer.alloc(discSectors * bytesPerSector);

  constructor(
    maps: readonly Buffer[] = [plainMap()],
    {
      count = maps.length,
      fileSet = 0,
      says,
    }: { count?: number; fileSet?: number; says?: number } = {},
  ) {
    const anchor = this.sector(256);
    anchor.writeUInt32LE(16 * bytesPerSector, 16);
    anchor.writeUInt32LE(257, 20);
    seal(anchor, tags.anchor);
    const partition = this.sector(257);
    partition.writeUInt32LE(partitionStart, 188);
    seal(partition, tags.partition);
    const volume = this.sector(258);
    volume.writeUInt16LE(maps.length - 1, 256);
    volume.writeUInt32LE(fileSet, 252);
    const table = Buffer.concat(maps);
    volume.writeUInt32LE(says ?? table.length, 264);
    volume.writeUInt32LE(count, 268);
    table.copy(volume, 440);
    seal(volume, tags.logicalVolume);
    seal(this.sector(259), tags.terminating);
  }

  sector(lba: number): Buffer {
    return this.#disc.subarray(lba * bytesPerSector, (lba + 1) * bytesPerSector);
  }

  block(number: number): Buffer {
    return this.sector(partitionStart + number);
  }

  /** `root`: a block of the partition that the file set is in. */
  fileSet(at: number, root: number, partition = 0): this {
    const set = this.block(at);
    set.writeUInt32LE(root, 404);
    set.writeUInt16LE(partition, 408);
    seal(set, tags.fileSet);
    return this;
  }

  entry(at: number, { directory = false, bytes, content, says, extended = false }: Entry): this {
    const entry = this.block(at);
    const head = extended ? 216 : 176;
    const data = Buffer.isBuffer(content) ? content : shortExtents(content);
    entry.writeUInt8(directory ? 4 : 5, 27);
    entry.writeUInt16LE(Buffer.isBuffer(content) ? 3 : 0, 34);
    entry.writeBigUInt64LE(BigInt(bytes), 56);
    entry.writeUInt32LE(says ?? data.length, head - 4);
    data.copy(entry, head);
    seal(entry, extended ? tags.extendedFileEntry : tags.fileEntry);
    return this;
  }

  /** Allocation descriptors that another list continues in. */
  moreExtents(at: number, extents: readonly ShortExtent[], says = 8 * extents.length): this {
    const block = this.block(at);
    block.writeUInt32LE(says, 20);
    shortExtents(extents).copy(block, 24);
    seal(block, tags.allocationExtent);
    return this;
  }

  data(at: number, data: Buffer): this {
    data.copy(this.#disc, (partitionStart + at) * bytesPerSector);
    return this;
  }

  read(start: number, count: number): Promise<Buffer> {
    // A reader that asks for what is not there has not looked.
    if (!Number.isInteger(start) || start < 0 || count < 1 || start + count > this.sectors)
      return Promise.reject(new RangeError(`sectors ${start} and ${count} on are not on the disc`));
    this.readSectors += count;
    const from = start * bytesPerSector;
    return Promise.resolve(Buffer.from(this.#disc.subarray(from, from + count * bytesPerSector)));
  }
}
