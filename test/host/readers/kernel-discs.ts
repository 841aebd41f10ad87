import { createHash } from 'node:crypto';
import { copyFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified, open } from 'imapi2';
import type { DiscRecorder, FileSystemImage, ImageOptions, Imapi, MediaType } from 'imapi2';

/**
 * Runs in Windows' node.exe: kernel-discs.js FOLDER. Makes discs for an operating system to mount, and writes down in
 * `manifest.json` how, and which files with which SHA-256 it must find.
 */

const fewSectors = 4096;
/** A CD's second session begins 11,400 sectors behind the first. */
const sequentialSectors = 16_384;
const bytesPerSector = 2048;

export interface MountedDisc {
  readonly name: string;
  readonly file: string;
  readonly type: 'udf' | 'iso9660';
  readonly options: string;
  /** Whether its names are those that were given, and not what ISO 9660 makes of them. */
  readonly named: boolean;
  readonly files: readonly (readonly [path: string, sha256: string])[];
}

const mounted: MountedDisc[] = [];

class Content {
  readonly #hashes = new Map<string, string>();

  async add(image: FileSystemImage, path: string, data: Buffer): Promise<void> {
    await image.add(data, path);
    this.#hashes.set(path, createHash('sha256').update(data).digest('hex'));
  }

  async remove(image: FileSystemImage, path: string): Promise<void> {
    await image.remove(path);
    this.#hashes.delete(path);
  }

  get files(): readonly (readonly [string, string])[] {
    return [...this.#hashes].sort();
  }
}

function bytes(seed: number, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let index = 0; 32 * index < length; index++)
    parts.push(createHash('sha256').update(`${seed} ${index}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

async function fill(content: Content, image: FileSystemImage): Promise<void> {
  await content.add(image, '/large.bin', bytes(1, 1_000_001));
  await content.add(image, '/one sector.bin', bytes(2, 2048));
  await content.add(image, '/empty.txt', Buffer.alloc(0));
  await content.add(image, '/Grüße/日本語.txt', Buffer.from('names in any script'));
  await content.add(image, '/a/b/c/d/deep.txt', Buffer.from('deep'));
  await content.add(image, '/changes.txt', Buffer.from('before'));
  await content.add(image, '/goes.txt', Buffer.from('gone'));
  // More names than one sector of a directory holds.
  for (let index = 0; index < 100; index++)
    await content.add(image, `/many/file number ${index}.txt`, Buffer.from(`content of ${index}`));
}

/** What the n-th append changes, adds, and takes away. */
async function edit(content: Content, image: FileSystemImage, round: number): Promise<void> {
  await content.add(image, `/new/added ${round}.bin`, bytes(10 + round, 100_000 + round));
  await content.add(image, '/changes.txt', Buffer.from(`after, and longer: ${round}`));
  await content.add(image, `/many/file number ${round}.txt`, bytes(20 + round, 4097));
  await content.remove(image, round === 1 ? '/goes.txt' : `/many/file number ${100 - round}.txt`);
}

async function withDrive<T>(
  disc: string,
  media: MediaType,
  job: (recorder: DiscRecorder, imapi: Imapi) => Promise<T>,
): Promise<T> {
  const sectors = media.endsWith('-r') || media.endsWith('+r') ? sequentialSectors : fewSectors;
  const imapi = await open({ provider: 'virtual', drives: [{ disc, media, sectors }] });
  const [drive] = await imapi.recorders();
  const result = await job(await imapi.recorder(drive?.id ?? ''), imapi);
  await imapi.close();
  return result;
}

const named = (folder: string, name: string): string => join(folder, `${name}.disc`);

async function rewritable(folder: string, media: MediaType, image: ImageOptions): Promise<void> {
  const content = new Content();
  const disc = named(folder, media);
  const revision = (image.udfRevision ?? 0).toString(16);
  const keep = (when: string): void => {
    const file = `${media} ${when}.disc`;
    copyFileSync(disc, join(folder, file));
    const name = `${media}, UDF revision ${revision}, ${when}`;
    mounted.push({ name, file, type: 'udf', options: '', named: true, files: content.files });
  };
  await withDrive(disc, media, async (recorder, imapi) => {
    const first = await imapi.createImage({ recorder, volumeName: 'KERNEL', ...image });
    await fill(content, first);
    await burnImage(recorder, await first.createResult());
    keep('its first session');
    for (let round = 1; round <= 5; round++) {
      const next = await imapi.createImage({ recorder });
      await edit(content, next, round);
      await burnModified(recorder, await next.createResult());
      if (round === 1) keep('after burnModified');
    }
    keep('after five appends');
  });
}

/** Where the last session is, a drive tells and a file can't: the kernel is given the numbers that its driver takes. */
async function sequential(
  folder: string,
  media: MediaType,
  type: MountedDisc['type'],
): Promise<void> {
  const content = new Content();
  const file = `${media} ${type}.disc`;
  const disc = join(folder, file);
  const fileSystems: ImageOptions['fileSystems'] = type === 'udf' ? ['udf'] : ['iso9660', 'joliet'];
  const [start, end] = await withDrive(disc, media, async (recorder, imapi) => {
    const first = await imapi.createImage({ recorder, volumeName: 'KERNEL', fileSystems });
    await fill(content, first);
    await burnImage(recorder, await first.createResult());
    const second = await imapi.createImage({ recorder });
    await edit(content, second, 1);
    const result = await second.createResult();
    const next = (await recorder.media()).nextWritableAddress ?? 0;
    await burnImage(recorder, result);
    return [next, next + result.totalBlocks - 1] as const;
  });
  const { files } = content;
  if (type === 'udf') {
    const options = `session=${start},lastblock=${end}`;
    const name = `${media} with a second session behind the first`;
    mounted.push({ name, file, type, options, named: true, files });
    return;
  }
  const options = `sbsector=${start}`;
  const name = `${media} with a second session of`;
  mounted.push({ name: `${name} Joliet`, file, type, options, named: true, files });
  const primary = { name: `${name} ISO 9660`, options: `${options},nojoliet`, named: false };
  mounted.push({ ...primary, file, type, files });
}

async function bridge(folder: string): Promise<void> {
  const content = new Content();
  const file = 'bridge.disc';
  const disc = join(folder, file);
  await withDrive(disc, 'dvd+rw', async (recorder, imapi) => {
    const image = await imapi.createImage({
      recorder,
      volumeName: 'KERNEL',
      fileSystems: ['iso9660', 'joliet', 'udf'],
    });
    await fill(content, image);
    await burnImage(recorder, await image.createResult());
  });
  const { files } = content;
  const views = [
    { name: 'bridge disc as UDF', type: 'udf', options: '', named: true },
    { name: 'bridge disc as Joliet', type: 'iso9660', options: '', named: true },
    { name: 'bridge disc as ISO 9660', type: 'iso9660', options: 'nojoliet', named: false },
  ] as const;
  for (const view of views) mounted.push({ ...view, file, files });
}

async function main([folder = '']: readonly string[]): Promise<void> {
  await rewritable(folder, 'dvd+rw', { udfRevision: 0x102 });
  await rewritable(folder, 'bd-re', { udfRevision: 0x201 });
  for (const media of ['cd-r', 'dvd+r', 'bd-r'] as const) await sequential(folder, media, 'udf');
  for (const media of ['cd-r', 'dvd+r'] as const) await sequential(folder, media, 'iso9660');
  await bridge(folder);
  // A disc of a write-once medium is a file of what was recorded, to be a whole number of sectors.
  for (const { file } of mounted) {
    const { size } = statSync(join(folder, file));
    truncateSync(join(folder, file), Math.ceil(size / bytesPerSector) * bytesPerSector);
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(mounted));
}

void main(process.argv.slice(2));
