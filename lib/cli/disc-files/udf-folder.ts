import { contentOf } from './udf-content.js';
import type { UdfEntry } from './udf-entry.js';
import {
  longAddress,
  nameOf,
  stretch,
  tagOf,
  tags,
  UnreadableFileSystem,
  type Address,
} from './udf-structures.js';
import type { UdfVolume } from './udf-volume.js';

/**
 * Room for more than 100,000 names of the longest kind (UDF 4.2.2.1: a File Identifier Descriptor of 38 bytes and 255 of name).
 * A folder is held in memory as a whole, and how long it is says the disc.
 */
export const mostFolderBytes: number = 64 * 2 ** 20;

/** ECMA-167 4/14.4.3. */
const deleted = 0x04;
const parent = 0x08;
/** Of a File Identifier Descriptor, without its implementation use and its name (ECMA-167 4/14.4). */
const headBytes = 38;

async function dataOf(volume: UdfVolume, folder: UdfEntry): Promise<Buffer> {
  if (folder.bytes > mostFolderBytes)
    throw new UnreadableFileSystem(
      `The UDF on the disc has a folder of ${folder.bytes} bytes, which is more than is read here.`,
    );
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(volume, folder)) pieces.push(piece);
  const data = Buffer.concat(pieces);
  if (data.length === folder.bytes) return data;
  throw new UnreadableFileSystem(
    `The UDF on the disc has a folder that says ${folder.bytes} bytes and has ${data.length}.`,
  );
}

/** What is in a folder, and where the entries of it are. */
export async function namesIn(volume: UdfVolume, folder: UdfEntry): Promise<Map<string, Address>> {
  const data = await dataOf(volume, folder);
  const names = new Map<string, Address>();
  for (let at = 0; at + headBytes <= data.length;) {
    // Zeros behind the last one: room for more.
    if (data.readUInt16LE(at) === 0) break;
    if (tagOf(data.subarray(at)) !== tags.fileIdentifier)
      throw new UnreadableFileSystem('The UDF on the disc has a folder that breaks off.');
    const nameBytes = data.readUInt8(at + 19);
    const nameAt = at + headBytes + data.readUInt16LE(at + 36);
    const name = stretch(data, nameAt, nameBytes, 'a folder');
    if ((data.readUInt8(at + 18) & (deleted | parent)) === 0)
      names.set(nameOf(name), longAddress(data, at + 20));
    at += (nameAt + nameBytes - at + 3) & ~3;
  }
  return names;
}
