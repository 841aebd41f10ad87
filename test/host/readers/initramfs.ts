/**
 * A cpio archive as Linux unpacks it before its first program ("newc", Linux' buffer-format.rst): all a small machine
 * needs of a file system.
 */

export interface Entry {
  readonly path: string;
  /** A program; without: a folder. */
  readonly data?: Buffer;
}

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function member({ path, data }: Entry, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const mode = data === undefined ? 0o040_755 : 0o100_755;
  const fields = [
    inode,
    mode,
    0, // owner
    0, // group
    1, // links
    0, // time
    data?.length ?? 0,
    ...[0, 0, 0, 0], // devices
    name.length,
    0, // checksum, of the other format
  ];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([
    padded(Buffer.concat([Buffer.from(header), name])),
    padded(data ?? Buffer.alloc(0)),
  ]);
}

export const initramfs = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([...entries, { path: 'TRAILER!!!', data: Buffer.alloc(0) }].map(member));
