/** A UDF disc changed by hand, with its checksums made right again, as whoever means harm would. */

const fileIdentifier = 257;
const bytesPerSector = 2048;

/** ECMA-167 3/7.2.3: the sum of the tag's other bytes. */
function checksum(data: Buffer, at: number): number {
  let sum = 0;
  for (let index = 0; index < 16; index++) if (index !== 4) sum += data.readUInt8(at + index);
  return sum & 0xff;
}

/** ECMA-167 3/7.2.6: x^16 + x^12 + x^5 + 1. */
function crc(data: Buffer): number {
  let value = 0;
  for (const byte of data) {
    value ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      value = value & 0x8000 ? ((value << 1) ^ 0x1021) & 0xffff : (value << 1) & 0xffff;
  }
  return value;
}

function isTag(data: Buffer, at: number): boolean {
  const id = data.readUInt16LE(at);
  return id >= 256 && id <= 266 && data.readUInt8(at + 4) === checksum(data, at);
}

/** Where the descriptors are: those of the volume too (ECMA-167 3/7.2.1), which lie at the start of a sector. */
export function descriptorsOn(disc: Buffer): number[] {
  const found: number[] = [];
  for (let at = 0; at + 38 <= disc.length; at += 4) {
    const id = disc.readUInt16LE(at);
    const ofVolume = id >= 1 && id <= 9 && at % bytesPerSector === 0;
    if (isTag(disc, at) || (ofVolume && disc.readUInt8(at + 4) === checksum(disc, at)))
      found.push(at);
  }
  return found;
}

/** What a length or an address becomes where harm is meant. */
const evil = [0, 1, 7, 0x7f, 0x800, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xc000_0800, 0xffff_ffff];

/**
 * A few bytes or numbers of a few descriptors become others, and the checksums right again. `random` gives numbers from 0 to below 1;
 * `sectors` notes what is changed, so that it can be put back.
 */
export function damage(
  disc: Buffer,
  descriptors: readonly number[],
  random: () => number,
  sectors: (start: number, bytes: number) => void,
): void {
  const below = (end: number): number => Math.floor(random() * end);
  for (let changes = 1 + below(3); changes > 0; changes--) {
    const descriptor = descriptors[below(descriptors.length)] ?? 0;
    const start = descriptor - (descriptor % bytesPerSector);
    sectors(start, bytesPerSector);
    // Most of what matters is near the beginning, behind the tag.
    const reach = Math.min(
      random() < 0.7 ? 480 : bytesPerSector,
      bytesPerSector + start - descriptor,
    );
    const at = descriptor + 16 + 4 * below(Math.floor((reach - 16) / 4));
    if (random() < 0.5) disc.writeUInt32LE(evil[below(evil.length)] ?? 0, at);
    else disc.writeUInt8(below(256), at + below(4));
    seal(disc, descriptor);
    if (descriptor !== start && isTag(disc, start)) seal(disc, start);
  }
}

function seal(data: Buffer, at: number): void {
  const length = data.readUInt16LE(at + 10);
  data.writeUInt16LE(crc(data.subarray(at + 16, at + 16 + length)), at + 8);
  data.writeUInt8(checksum(data, at), at + 4);
}

/** The name `from` becomes `to`, whatever it is, as long as it is as many characters long. */
export function renameOnDisc(disc: Buffer, from: string, to: string): void {
  const encode = (name: string): Buffer =>
    /^[\0-\xff]*$/.test(from) ? Buffer.from(name, 'latin1') : Buffer.from(name, 'utf16le').swap16();
  const [old, fresh] = [encode(from), encode(to)];
  if (old.length !== fresh.length) throw new Error('the names differ in length');
  let found = 0;
  for (let at = 0; at + 38 <= disc.length; at += 4) {
    if (disc.readUInt16LE(at) !== fileIdentifier || !isTag(disc, at)) continue;
    const name = at + 38 + disc.readUInt16LE(at + 36) + 1;
    if (!disc.subarray(name, name + old.length).equals(old)) continue;
    fresh.copy(disc, name);
    seal(disc, at);
    found++;
    // A small folder's data lies in its own entry.
    const sector = at - (at % bytesPerSector);
    if (sector !== at && isTag(disc, sector)) seal(disc, sector);
  }
  if (found === 0) throw new Error(`${from} is not on the disc`);
}
