import { bytesPerSector } from '../../burn/sector.js';
import type { SectorSource } from './sector-source.js';
import { readEntry, type UdfEntry } from './udf-entry.js';
import { longAddress, nameOf, tagOf, tags, type Address } from './udf-structures.js';
import { UdfVolume } from './udf-volume.js';

/** 1 MiB a read. */
const chunkBytes = 512 * bytesPerSector;

/** The content of a file or folder, a piece at a time. */
async function* contentOf(volume: UdfVolume, entry: UdfEntry): AsyncGenerator<Buffer> {
  if (entry.embedded !== null) {
    yield entry.embedded.subarray(0, entry.bytes);
    return;
  }
  let left = entry.bytes;
  for (const { address, bytes } of entry.extents) {
    const end = Math.min(bytes, left);
    for (let at = 0; at < end; at += chunkBytes) {
      const size = Math.min(chunkBytes, end - at);
      const place =
        address === null ? null : { ...address, block: address.block + at / bytesPerSector };
      yield place === null ? Buffer.alloc(size) : await volume.read(place, size);
    }
    left -= end;
  }
}

/** ECMA-167 4/14.4.3. */
const deleted = 0x04;
const parent = 0x08;

async function namesIn(volume: UdfVolume, folder: UdfEntry): Promise<Map<string, Address>> {
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(volume, folder)) pieces.push(piece);
  const data = Buffer.concat(pieces);
  const names = new Map<string, Address>();
  for (let at = 0; at + 38 <= data.length && tagOf(data.subarray(at)) === tags.fileIdentifier;) {
    const nameBytes = data.readUInt8(at + 19);
    const name = at + 38 + data.readUInt16LE(at + 36);
    if ((data.readUInt8(at + 18) & (deleted | parent)) === 0)
      names.set(nameOf(data.subarray(name, name + nameBytes)), longAddress(data, at + 20));
    at += (name + nameBytes - at + 3) & ~3;
  }
  return names;
}

/** The files on a UDF disc, read from its sectors: what the drive gives, and not what a cache remembers. */
export class UdfFiles {
  readonly #volume: UdfVolume;
  readonly #folders = new Map<string, Promise<Map<string, Address>>>();

  private constructor(volume: UdfVolume) {
    this.#volume = volume;
  }

  static async open(source: SectorSource): Promise<UdfFiles> {
    return new UdfFiles(await UdfVolume.open(source));
  }

  /** Null where there is none of that path, which begins with `/`. */
  async find(path: string): Promise<UdfEntry | null> {
    const names = path.split('/').filter((name) => name !== '');
    let address = await this.#volume.root();
    let known = '';
    for (const name of names) {
      const found = (await this.#namesAt(known, address)).get(name);
      if (found === undefined) return null;
      address = found;
      known = `${known}/${name}`;
    }
    return readEntry(this.#volume, address);
  }

  content(entry: UdfEntry): AsyncGenerator<Buffer> {
    return contentOf(this.#volume, entry);
  }

  #namesAt(path: string, address: Address): Promise<Map<string, Address>> {
    let names = this.#folders.get(path);
    if (names === undefined) {
      names = readEntry(this.#volume, address).then((entry) =>
        entry.directory ? namesIn(this.#volume, entry) : new Map<string, Address>(),
      );
      this.#folders.set(path, names);
    }
    return names;
  }
}
