/** A file system that is not as ECMA-167 and UDF have it, or a kind that this reader does not know. */
export class UnreadableFileSystem extends Error {
  readonly code = 'UNREADABLE_FILE_SYSTEM';
}

/** A part of a structure that the structure itself says the length of. */
export function stretch(data: Buffer, start: number, bytes: number, what: string): Buffer {
  if (start + bytes <= data.length) return data.subarray(start, start + bytes);
  throw new UnreadableFileSystem(`The UDF on the disc has ${what} that is longer than its place.`);
}

/** ECMA-167 3/7.2.1 and 4/7.2.1. */
export const tags = {
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

/** The identifier of a descriptor tag whose checksum holds (ECMA-167 3/7.2.3); null for anything else. */
export function tagOf(sector: Buffer): number | null {
  if (sector.length < 16) return null;
  let sum = 0;
  for (let index = 0; index < 16; index++) if (index !== 4) sum += sector.readUInt8(index);
  return (sum & 0xff) === sector.readUInt8(4) && sum !== 0 ? sector.readUInt16LE(0) : null;
}

/** A place inside a logical volume (lb_addr, ECMA-167 4/7.1). */
export interface Address {
  readonly block: number;
  readonly partition: number;
}

/** A stretch of a file's content. Null address: zeros that were never recorded. */
export interface Extent {
  readonly address: Address | null;
  readonly bytes: number;
}

/** long_ad, ECMA-167 4/14.14.2. */
export function longAddress(data: Buffer, at: number): Address {
  return { block: data.readUInt32LE(at + 4), partition: data.readUInt16LE(at + 8) };
}

/** OSTA CS0 (UDF 2.1.1): a byte that says how wide the characters are, then the characters. */
export function nameOf(data: Buffer): string {
  if (data.length === 0) return '';
  const characters = data.subarray(1);
  if (data.readUInt8(0) === 8) return characters.toString('latin1');
  return Buffer.from(characters.subarray(0, characters.length & ~1))
    .swap16()
    .toString('utf16le');
}
