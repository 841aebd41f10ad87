import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  burnImage,
  open,
  type BlockRange,
  type BurnReport,
  type Fault,
  type MediaType,
} from 'imapi2';

import { addFiles, bytesPerSector, content, openDisc, type Files } from './disc';
import { failureOf } from '../../jest/failure-of';
import { scratch } from './scratch';

export interface IsoDisc {
  readonly folder: string;
  /** A disc on which `iso` was recorded whole; copies of it are burned to. */
  readonly disc: string;
  readonly iso: string;
  /** Sectors of the .iso, and of a write unit. */
  readonly blocks: number;
  readonly unit: number;
}

const discSectors = 2048;
const oldFiles: Files = { '/data.bin': content(21, 600_000), '/note.txt': 'of the first image' };

export async function saveIso(path: string, files: Files, volumeName: string): Promise<void> {
  const imapi = await open({ provider: 'virtual' });
  try {
    const image = await imapi.createImage({ media: 'dvd+rw', volumeName });
    await addFiles(image, files);
    await (await image.createResult()).saveAs(path);
  } finally {
    await imapi.close();
  }
}

/** `odd`: how many sectors the image has beyond its last whole write unit. */
export async function isoDisc(media: MediaType = 'dvd+rw', odd = 5): Promise<IsoDisc> {
  const folder = scratch();
  const iso = join(folder, 'old.iso');
  const disc = join(folder, 'original.disc');
  await saveIso(iso, oldFiles, 'OLD_IMAGE');
  const unit = media === 'bd-re' ? 32 : 16;
  const bytes = readFileSync(iso);
  const blocks = Math.ceil(bytes.length / bytesPerSector / unit) * unit + odd;
  const padding = Buffer.alloc(blocks * bytesPerSector - bytes.length, 0x5a);
  writeFileSync(iso, Buffer.concat([bytes, padding]));
  const { imapi, recorder } = await openDisc(disc, { media, sectors: discSectors });
  try {
    await burnImage(recorder, iso);
  } finally {
    await imapi.close();
  }
  // What some earlier, longer image has left behind this one.
  const behind = readFileSync(disc);
  for (let lba = blocks; lba < blocks + 64; lba++)
    behind.fill(lba & 0xff, lba * bytesPerSector, (lba + 1) * bytesPerSector);
  writeFileSync(disc, behind);
  return { folder, disc, iso, blocks, unit };
}

/** A copy of the .iso with these sectors changed. */
export function changedIso(original: IsoDisc, lbas: readonly number[], name = 'new.iso'): string {
  const bytes = readFileSync(original.iso);
  for (const lba of lbas) bytes.set(content(lba, 100), lba * bytesPerSector + 40);
  const path = join(original.folder, name);
  writeFileSync(path, bytes);
  return path;
}

export function copyOf(original: IsoDisc, name = 'copy'): string {
  const disc = join(original.folder, `${name}.disc`);
  copyFileSync(original.disc, disc);
  return disc;
}

export interface DifferenceBurn {
  readonly report: BurnReport | null;
  readonly error: (Error & Record<string, unknown>) | null;
  readonly writes: readonly BlockRange[];
  readonly forced: number | undefined;
}

export async function burnDifferences(
  disc: string,
  iso: string,
  journal: string,
  faults: readonly Fault[] = [],
): Promise<DifferenceBurn> {
  const { imapi, recorder } = await openDisc(disc, { faults });
  try {
    const burn = burnImage(recorder, iso, { ranges: 'differences', journal });
    const [report, error] = await burn.then(
      (done) => [done, null] as const,
      async () => [null, await failureOf(burn)] as const,
    );
    const writes = (await imapi.virtual?.writes(recorder.info.id)) ?? [];
    const forced = await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite');
    return { report, error, writes, forced };
  } finally {
    await imapi.close();
  }
}

/** The disc as it must be: the .iso, and behind it what was there. */
export function expectImage(original: IsoDisc, disc: string, iso: string): void {
  const image = readFileSync(iso);
  const end = discSectors * bytesPerSector;
  const found = readFileSync(disc).subarray(0, end);
  if (!found.subarray(0, image.length).equals(image)) throw new Error('the disc is not the image');
  const before = readFileSync(original.disc).subarray(image.length, end);
  if (!found.subarray(image.length).equals(before))
    throw new Error('what lies behind the image has changed');
}

export function leftovers(journal: string): boolean {
  return existsSync(journal) || existsSync(`${journal}.partial`);
}
