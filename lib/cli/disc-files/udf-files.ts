import type { SectorSource } from './sector-source.js';
import { contentOf } from './udf-content.js';
import { readEntry, type UdfEntry } from './udf-entry.js';
import { mostFolderBytes, namesIn } from './udf-folder.js';
import type { Address } from './udf-structures.js';
import { UdfVolume } from './udf-volume.js';

type Names = ReadonlyMap<string, Address>;

/**
 * The files on a UDF disc, read from its sectors: what the drive gives, and not what a cache remembers. The disc may be anybody's:
 * whatever it says, memory and reads are bounded, and what can't be right is an UnreadableFileSystem.
 */
export class UdfFiles {
  readonly #volume: UdfVolume;
  /** Of the folders that were asked for last. */
  readonly #folders = new Map<string, Names>();
  #keptBytes = 0;

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

  /** Ends at `entry.bytes` at the latest: look at that first. */
  content(entry: UdfEntry): AsyncGenerator<Buffer> {
    return contentOf(this.#volume, entry);
  }

  async #namesAt(path: string, address: Address): Promise<Names> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const entry = await readEntry(this.#volume, address);
    if (!entry.directory) return new Map();
    const names = await namesIn(this.#volume, entry);
    // Every folder of a hostile disc can be as large as the largest.
    if (this.#keptBytes + entry.bytes > mostFolderBytes) {
      this.#folders.clear();
      this.#keptBytes = 0;
    }
    this.#folders.set(path, names);
    this.#keptBytes += entry.bytes;
    return names;
  }
}
