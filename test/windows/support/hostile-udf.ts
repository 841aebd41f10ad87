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
