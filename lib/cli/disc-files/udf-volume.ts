import { bytesPerSector } from '../../burn/sector.js';
import type { SectorSource } from './sector-source.js';
import { readEntry } from './udf-entry.js';
import {
  longAddress,
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

interface Descriptors {
  readonly partitions: ReadonlyMap<number, number>;
  readonly logicalVolume: Buffer;
}

async function descriptorsOf(source: SectorSource): Promise<Descriptors> {
  const anchor = await source.read(anchorLba, 1);
  if (tagOf(anchor) !== tags.anchor)
    throw new UnreadableFileSystem('There is no UDF on the disc: no anchor at sector 256.');
  const start = anchor.readUInt32LE(20);
  const count = Math.min(mostDescriptors, anchor.readUInt32LE(16) / bytesPerSector);
  const partitions = new Map<number, number>();
  let logicalVolume: Buffer | null = null;
  let newest = -1;
  for (let index = 0; index < count; index++) {
    const sector = await source.read(start + index, 1);
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
      pieces.push(await this.#source.read(start, run));
      done += run;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }

  async #readMaps({ partitions, logicalVolume }: Descriptors): Promise<void> {
    this.#fileSet = longAddress(logicalVolume, 248);
    const count = logicalVolume.readUInt32LE(268);
    let at = 440;
    for (let index = 0; index < count; index++) {
      const kind = logicalVolume.readUInt8(at);
      const length = logicalVolume.readUInt8(at + 1);
      this.#maps.push(
        kind === 1
          ? plainMap(partitions, logicalVolume.readUInt16LE(at + 4))
          : await this.#otherMap(partitions, logicalVolume.subarray(at, at + length)),
      );
      at += length;
    }
  }

  /** UDF 2.2.10: the metadata partition is a file in another one, whose blocks it gives numbers of its own. */
  async #otherMap(partitions: ReadonlyMap<number, number>, map: Buffer): Promise<PartitionMap> {
    const kind = map.toString('latin1', 5, 28).replaceAll('\0', '');
    if (kind !== '*UDF Metadata Partition')
      throw new UnreadableFileSystem(
        `The UDF on the disc has a "${kind}", which is not read here.`,
      );
    const plain = plainMap(partitions, map.readUInt16LE(38));
    const under = this.#maps.length;
    // While its own file entry is read, its number means the partition it lies in.
    this.#maps.push(plain);
    const { extents } = await readEntry(this, { block: map.readUInt32LE(40), partition: under });
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
      if (block < before + blocks && address !== null) return plain(address.block + block - before);
      before += blocks;
    }
    throw new UnreadableFileSystem(`The metadata partition on the disc has no block ${block}.`);
  };
}
