import { closeSync, copyFileSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import {
  burnImage,
  burnModified,
  resumeBurn,
  type BlockRange,
  type Fault,
  type MediaType,
  type ResumeReport,
} from 'imapi2';

import { addFiles, bytesPerSector, content, type Files } from './content';
import { openDrive } from './open-drive';
import { failureOf } from '../../jest/failure-of';

export interface SmallDisc {
  readonly disc: string;
  readonly folder: string;
  readonly sectors: number;
}

/** What the disc holds before, and after: one file is added, one changed, one removed. */
export const oldFiles: Files = {
  '/stays.bin': content(11, 5000),
  '/changes.txt': 'as it was',
  '/goes.txt': 'soon gone',
};
const changes = (added: number): Files => ({
  '/changes.txt': 'as it is now',
  '/new/added.bin': addedContent(added),
});
export const newFiles = (added: number): Files => ({
  '/stays.bin': content(11, 5000),
  ...changes(added),
});

/** A disc with one session, no larger than it must be: hundreds of copies of it are cut. */
export async function smallDisc(
  folder: string,
  media: MediaType,
  sectors = 2048,
): Promise<SmallDisc> {
  const disc = join(folder, 'original.disc');
  const { imapi, recorder } = await openDrive({ drives: [{ disc, media, sectors }] });
  try {
    const image = await imapi.createImage({ recorder, volumeName: 'CUT_DISC' });
    await addFiles(image, oldFiles);
    await burnImage(recorder, await image.createResult());
  } finally {
    await imapi.close();
  }
  return { disc, folder, sectors };
}

// Made once: making it takes longer than burning it.
const contents = new Map<number, Uint8Array>();
function addedContent(bytes: number): Uint8Array {
  const data = contents.get(bytes) ?? content(12, bytes);
  contents.set(bytes, data);
  return data;
}

export interface CutBurn {
  readonly disc: string;
  readonly journal: string;
  /** The image that was being recorded, from sector 0 to its end. */
  readonly image: Buffer;
  readonly ranges: readonly BlockRange[];
  /** Sectors that are recorded before the first of the commit ranges. */
  readonly sessionSectors: number;
  readonly error: (Error & Record<string, unknown>) | null;
}

/** Copies the disc and appends to the copy. `faults` end it early, or don't. */
export async function cutBurn(
  original: SmallDisc,
  faults: readonly Fault[],
  { name = 'cut', added = 3000 }: { readonly name?: string; readonly added?: number } = {},
): Promise<CutBurn> {
  const disc = join(original.folder, `${name}.disc`);
  const journal = join(original.folder, `${name}.journal`);
  copyFileSync(original.disc, disc);
  const { imapi, recorder } = await openDrive({ drives: [{ disc, faults }] });
  try {
    const image = await imapi.createImage({ recorder });
    await addFiles(image, changes(added));
    await image.remove('/goes.txt');
    const result = await image.createResult();
    const bytes = await buffer(result.stream());
    const ranges = [...((await result.modifiedBlocks()) ?? [])];
    const burn = burnModified(recorder, result, { journal });
    const error = faults.length > 0 ? await failureOf(burn) : (await burn, null);
    // The new session is the first range; the anchors that are moved are all after it.
    const { startLba, endLba } = ranges[0] ?? { startLba: 0, endLba: -1 };
    return { disc, journal, image: bytes, ranges, sessionSectors: endLba - startLba + 1, error };
  } finally {
    await imapi.close();
  }
}

export interface Resumed {
  readonly report: ResumeReport | null;
  readonly error: (Error & Record<string, unknown>) | null;
  /** What the drive wrote, as it says itself. */
  readonly writes: readonly BlockRange[];
  readonly forced: number | undefined;
}

/** Opens the disc in another drive, as after a restart, and resumes. */
export async function resume(
  disc: string,
  journal: string,
  faults: readonly Fault[] = [],
): Promise<Resumed> {
  const { imapi, recorder } = await openDrive({ drives: [{ disc, faults }] });
  try {
    const [report, error] = await resumeBurn(recorder, journal).then(
      (done) => [done, null] as const,
      (failure: unknown) => [null, failure as Error & Record<string, unknown>] as const,
    );
    const writes = (await imapi.virtual?.writes(recorder.info.id)) ?? [];
    const forced = await imapi.virtual?.counter('calls:IDiscFormat2Data::put_ForceOverwrite');
    return { report, error, writes, forced };
  } finally {
    await imapi.close();
  }
}

/** The sectors of a disc file up to `end`. */
export function firstSectors(disc: string, end: number): Buffer {
  const bytes = Buffer.alloc(end * bytesPerSector);
  const file = openSync(disc, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

/** What must hold after any cut, whatever it was. Throws with what does not. */
export async function expectResumable(original: SmallDisc, cut: CutBurn): Promise<ResumeReport> {
  const [session] = cut.ranges;
  const oldEnd = session?.startLba ?? 0;
  const before = firstSectors(original.disc, oldEnd);
  const oldWhole = firstSectors(cut.disc, oldEnd).equals(before);
  const { report, error, writes, forced } = await resume(cut.disc, cut.journal);
  if (report === null) throw error ?? new Error('no report');
  if (forced !== 0) throw new Error('ForceOverwrite was set');
  if (existsSync(cut.journal)) throw new Error('the journal was left behind');
  const commit = cut.ranges.slice(1);
  if (report.discState === 'old-session-valid') {
    if (!oldWhole) throw new Error('the old session is not whole, and nothing was done about it');
    if (writes.length > 0) throw new Error('something was written');
    if (!firstSectors(cut.disc, oldEnd).equals(before)) throw new Error('the disc was changed');
    return report;
  }
  const end = cut.image.length / bytesPerSector;
  if (!firstSectors(cut.disc, end).equals(cut.image)) throw new Error('the disc is not the image');
  const wanted = report.blocksPlanned === 0 ? [] : commit;
  if (JSON.stringify(writes) !== JSON.stringify(wanted))
    throw new Error(`it wrote ${JSON.stringify(writes)}`);
  return report;
}
