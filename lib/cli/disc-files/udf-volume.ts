import { bytesPerSector } from '../../burn/sector.js';
import type { SectorSource } from './sector-source.js';
import { readEntry } from './udf-entry.js';
import {
  longAddress,
  stretch,
  tagOf,
  tags,
  UnreadableFileSystem,
  type Address,
  type Extent,
} from './udf-structures.js';

/** Turns an address inside the volume into a sector of the disc. */
type PartitionMap = (block: number) => number;

const anchorLba = 256;
/** UDF 2.2.3.2 asks for 16 sectors; nobody has many more. */
const mostDescriptors = 256;
/** The metadata file gets one with each session that needs more room. They are looked through for every block. */
const mostMetadataExtents = 4096;
/** ECMA-167 3/10.6: the partition maps begin here. */
const mapsAt = 440;
/** ECMA-167 3/10.7.2: a map of type 1, the shortest. */
const shortestMap = 6;
/** UDF 2.2.10. */
const metadataMapBytes = 64;

interface Descriptors {
  readonly partitions: ReadonlyMap<number, number>;
  readonly logicalVolume: Buffer;
}

/** Every sector that is read is asked for here: its number may come from the disc. */
async function sectorsAt(source: SectorSource, start: number, count: number): Promise<Buffer> {
  if (start + count <= source.sectors) return source.read(start, count);
  throw new UnreadableFileSystem(
    `The UDF on the disc leads to sector ${start + count - 1}, and the disc has ${source.sectors}.`,
  );
}

async function descriptorsOf(source: SectorSource): Promise<Descriptors> {
  if (source.sectors <= anchorLba)
    throw new UnreadableFileSystem('There is no UDF on the disc: it ends before sector 256.');
  const anchor = await sectorsAt(source, anchorLba, 1);
  if (tagOf(anchor) !== tags.anchor)
    throw new UnreadableFileSystem('There is no UDF on the disc: no anchor at sector 256.');
  const start = anchor.readUInt32LE(20);
  const count = Math.min(mostDescriptors, anchor.readUInt32LE(16) / bytesPerSector);
  const partitions = new Map<number, number>();
  let logicalVolume: Buffer | null = null;
  let newest = -1;
  for (let index = 0; index < count; index++) {
    const sector = await sectorsAt(source, start + index, 1);
    const tag = tagOf(sector);
    if (tag === null || tag === tags.terminating) break;
    if (tag === tags.partition) partitions.set(sector.readUInt16LE(22), sector.readUInt32LE(188));
    // Of several the one with the highest number prevails (ECMA-167 3/8.4.3).
    if (tag === tags.logicalVolume && sector.readUInt32LE(16) >= newest) {
      newest = sector.readUInt32LE(16);
      logicalVolume = sector;
    }
  }
  if (logicalVolume === null)
    throw new UnreadableFileSystem('The UDF on the disc has no logical volume descriptor.');
  return { partitions, logicalVolume };
}

/** A logical volume of UDF 1.02 to 2.60 on a rewritable or mastered disc, read and never written. */
export class UdfVolume {
  readonly #source: SectorSource;
  readonly #maps: PartitionMap[] = [];
  #fileSet: Address = { block: 0, partition: 0 };

  private constructor(source: SectorSource) {
    this.#source = source;
  }

  static async open(source: SectorSource): Promise<UdfVolume> {
    const volume = new UdfVolume(source);
    await volume.#readMaps(await descriptorsOf(source));
    return volume;
  }

  /** The root's file entry. */
  async root(): Promise<Address> {
    const set = await this.read(this.#fileSet, bytesPerSector);
    if (tagOf(set) !== tags.fileSet)
      throw new UnreadableFileSystem('The UDF on the disc has no file set descriptor.');
    return longAddress(set, 400);
  }

  /** Bytes from the start of a block on, which follow each other in the partition. */
  async read({ block, partition }: Address, bytes: number): Promise<Buffer> {
    const map = this.#maps[partition];
    if (map === undefined)
      throw new UnreadableFileSystem(
        `The UDF on the disc names a partition ${partition} it has not.`,
      );
    const count = Math.ceil(bytes / bytesPerSector);
    const pieces: Buffer[] = [];
    // What is side by side in a metadata partition need not be so on the disc.
    for (let done = 0; done < count;) {
      const start = map(block + done);
      let run = 1;
      while (done + run < count && map(block + done + run) === start + run) run++;
      pieces.push(await sectorsAt(this.#source, start, run));
      done += run;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }

  async #readMaps({ partitions, logicalVolume }: Descriptors): Promise<void> {
    this.#fileSet = longAddress(logicalVolume, 248);
    const maps = stretch(
      logicalVolume,
      mapsAt,
      logicalVolume.readUInt32LE(264),
      'a table of partition maps',
    );
    const count = logicalVolume.readUInt32LE(268);
    let at = 0;
    // As many as have room in a sector, whatever the count says.
    for (let index = 0; index < count; index++) {
      const head = stretch(maps, at, shortestMap, 'a partition map');
      const length = Math.max(shortestMap, head.readUInt8(1));
      const map = stretch(maps, at, length, 'a partition map');
      this.#maps.push(
        map.readUInt8(0) === 1
          ? plainMap(partitions, map.readUInt16LE(4))
          : await this.#otherMap(partitions, map),
      );
      at += length;
    }
  }

  /** UDF 2.2.10: the metadata partition is a file in another one, whose blocks it gives numbers of its own. */
  async #otherMap(partitions: ReadonlyMap<number, number>, map: Buffer): Promise<PartitionMap> {
    const kind = map.toString('latin1', 5, 28).replaceAll('\0', '');
    if (map.length < metadataMapBytes || kind !== '*UDF Metadata Partition')
      throw new UnreadableFileSystem(
        `The UDF on the disc has a "${kind}", which is not read here.`,
      );
    const plain = plainMap(partitions, map.readUInt16LE(38));
    const under = this.#maps.length;
    // While its own file entry is read, its number means the partition it lies in.
    this.#maps.push(plain);
    const extents: Extent[] = [];
    const entry = await readEntry(this, { block: map.readUInt32LE(40), partition: under });
    for await (const extent of entry.extents()) {
      extents.push(extent);
      if (extents.length > mostMetadataExtents)
        throw new UnreadableFileSystem(
          `The metadata partition on the disc is in more than ${mostMetadataExtents} pieces.`,
        );
    }
    this.#maps.pop();
    return metadataMap(extents, plain);
  }
}

function plainMap(partitions: ReadonlyMap<number, number>, number: number): PartitionMap {
  const start = partitions.get(number);
  if (start === undefined)
    throw new UnreadableFileSystem(`The UDF on the disc has no partition ${number}.`);
  return (block) => start + block;
}

function metadataMap(extents: readonly Extent[], plain: PartitionMap): PartitionMap {
  return (block) => {
    let before = 0;
    for (const { address, bytes } of extents) {
      const blocks = Math.ceil(bytes / bytesPerSector);
      if (block < before + blocks) {
        if (address === null) break;
        return plain(address.block + block - before);
      }
      before += blocks;
    }
    throw new UnreadableFileSystem(`The metadata partition on the disc has no block ${block}.`);
  };
}
