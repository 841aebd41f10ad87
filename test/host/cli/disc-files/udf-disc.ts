import type { SectorSource } from '#lib/cli/disc-files/sector-source';
import { tags } from '#lib/cli/disc-files/udf-structures';

const bytesPerSector = 2048;
/** Where the partition of these discs begins. */
export const partitionStart = 300;

/** A descriptor with a tag whose checksum holds (ECMA-167 3/7.2). */
export function tagged(tag: number, fill: (sector: Buffer) => void): Buffer {
  const sector = Buffer.alloc(bytesPerSector);
  sector.writeUInt16LE(tag, 0);
  fill(sector);
  sector.writeUInt8(0, 4);
  sector.writeUInt8(sector.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) & 0xff, 4);
  return sector;
}

/** How an extent is recorded (ECMA-167 4/14.14.1.1): 0 recorded, 1 allocated only, 3 more descriptors. */
export type ExtentKind = 0 | 1 | 3;

export function shortAd(block: number, bytes: number, kind: ExtentKind = 0): Buffer {
  const data = Buffer.alloc(8);
  data.writeUInt32LE((bytes | (kind << 30)) >>> 0, 0);
  data.writeUInt32LE(block, 4);
  return data;
}

export function longAd(block: number, bytes: number, kind: ExtentKind = 0, partition = 0): Buffer {
  const data = Buffer.alloc(16);
  shortAd(block, bytes, kind).copy(data);
  data.writeUInt16LE(partition, 8);
  return data;
}

export interface Entry {
  readonly directory?: boolean;
  readonly extended?: boolean;
  readonly bytes: number;
  /** ECMA-167 4/14.6.8: 0 short, 1 long, 3 the content itself. */
  readonly how: number;
  readonly descriptors: Buffer;
}

export function fileEntry({ directory, extended, bytes, how, descriptors }: Entry): Buffer {
  return tagged(extended === true ? tags.extendedFileEntry : tags.fileEntry, (sector) => {
    const head = extended === true ? 216 : 176;
    sector.writeUInt8(directory === true ? 4 : 5, 27);
    sector.writeUInt16LE(how, 34);
    sector.writeBigUInt64LE(BigInt(bytes), 56);
    sector.writeUInt32LE(descriptors.length, head - 4);
    descriptors.copy(sector, head);
  });
}

/** One name in a folder (ECMA-167 4/14.4). */
export function identifier(name: string, block: number, characteristics = 0): Buffer {
  const wide = /[^\0-\xff]/.test(name);
  const text = wide ? Buffer.from(name, 'utf16le').swap16() : Buffer.from(name, 'latin1');
  const encoded = name === '' ? text : Buffer.concat([Buffer.of(wide ? 16 : 8), text]);
  const whole = tagged(tags.fileIdentifier, (data) => {
    data.writeUInt8(characteristics, 18);
    data.writeUInt8(encoded.length, 19);
    longAd(block, bytesPerSector).copy(data, 20);
    encoded.copy(data, 38);
  });
  return whole.subarray(0, (38 + encoded.length + 3) & ~3);
}

export const folderOf = (...names: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(names);
  return fileEntry({ directory: true, bytes: content.length, how: 3, descriptors: content });
};

/** Type 1 (ECMA-167 3/10.7.2). */
export const plainMap = (partition = 0): Buffer => Buffer.of(1, 6, 1, 0, partition, 0);

/** Type 2 (UDF 2.2.8 to 2.2.10), of which a metadata partition has its file at a block. */
export function namedMap(name: string, fileBlock = 0): Buffer {
  const map = Buffer.alloc(64);
  map.writeUInt8(2, 0);
  map.writeUInt8(64, 1);
  map.write(name, 5, 'latin1');
  map.writeUInt32LE(fileBlock, 40);
  return map;
}

/** A disc by its sectors: volume descriptors as Microsoft's page and ECMA-167 have them, then the blocks of its partition. */
export function udfDisc(
  blocks: Readonly<Record<number, Buffer>>,
  { maps = [plainMap()], fileSetPartition = 0 } = {},
  changes: Readonly<Record<number, Buffer>> = {},
): SectorSource {
  const sectors: Record<number, Buffer> = {
    32: tagged(tags.partition, (sector) => sector.writeUInt32LE(partitionStart, 188)),
    33: tagged(tags.logicalVolume, (sector) => {
      longAd(0, bytesPerSector, 0, fileSetPartition).copy(sector, 248);
      sector.writeUInt32LE(Buffer.concat(maps).length, 264);
      sector.writeUInt32LE(maps.length, 268);
      Buffer.concat(maps).copy(sector, 440);
    }),
    34: tagged(tags.terminating, () => undefined),
    256: tagged(tags.anchor, (sector) => {
      sector.writeUInt32LE(16 * bytesPerSector, 16);
      sector.writeUInt32LE(32, 20);
    }),
    [partitionStart]: tagged(tags.fileSet, (sector) =>
      longAd(1, bytesPerSector, 0, fileSetPartition).copy(sector, 400),
    ),
  };
  for (const [block, data] of Object.entries(blocks))
    sectors[partitionStart + Number(block)] = Buffer.concat([data], bytesPerSector);
  Object.assign(sectors, changes);
  return {
    sectors: 1024,
    read: (start, count) =>
      Promise.resolve(
        Buffer.concat(
          Array.from(
            { length: count },
            (_, index) => sectors[start + index] ?? Buffer.alloc(bytesPerSector),
          ),
        ),
      ),
  };
}
