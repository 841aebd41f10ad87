import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaType } from 'imapi2';

import { bytesPerSector, type Files } from '../../windows/support/content';
import { nothingAlive } from '../../windows/support/nothing-alive';
import { openDrive } from '../../windows/support/open-drive';
import {
  cutBurn,
  expectResumable,
  firstSectors,
  newFiles,
  oldFiles,
  smallDisc,
} from '../../windows/support/power-cut';

/**
 * Runs in Windows' node.exe: cut-discs.js REQUEST. Appends to copies of one disc and cuts the power at another place each
 * time. Every cut is judged here by its bytes, and kept as it was then and after resumeBurn, for other programs to read.
 */

export interface Request {
  /** Where the images go; whoever reads them deletes them. */
  readonly folder: string;
  readonly media: MediaType;
  /** Of the disc. */
  readonly sectors: number;
  /** Bytes of the file that is added. */
  readonly added: number;
  readonly places: CutPlaces;
}
/**
 * After how many sectors the power goes: after every one among the commit ranges and in the last write unit before them,
 * and after every `step`-th before that; or at parts (0 … 1) of what is recorded, or of its commit ranges.
 */
export type CutPlaces =
  | { readonly step: number }
  | readonly { readonly part: 'anywhere' | 'commit'; readonly at: number }[];

export type Tree = readonly (readonly [path: string, sha256: string])[];
/** The first line that is told; each of the others is a cut. */
export interface Told {
  readonly old: Tree;
  readonly fresh: Tree;
  /** Sectors of the new session, and with the commit ranges behind it. */
  readonly session: number;
  readonly total: number;
}
export interface Cut {
  readonly fail: 'power-cut' | 'torn-unit';
  readonly after: number;
  /**
   * Files in the folder: the disc as it was left, and after resumeBurn, without what is behind its last session. One
   * file is both where resumeBurn wrote nothing. Null: nothing is promised of a torn commit before it has been resumed.
   */
  readonly before: string | null;
  readonly resumed: string;
  /** What resumeBurn found, or `finished` where it had something to write. */
  readonly state: string;
  /** What the bytes say is wrong; null where all is well. */
  readonly mistake: string | null;
}

const tell = (line: Told | Cut): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const treeOf = (files: Files): Tree =>
  Object.entries(files)
    .map(([path, data]) => [path, createHash('sha256').update(data).digest('hex')] as const)
    .sort();

/** What a drive gives of the disc: a sector that can't be read must not pass for what the file has there. */
async function readBack(disc: string, end: number, unit: number): Promise<Buffer> {
  const { imapi, recorder } = await openDrive({ drives: [{ disc }] });
  const bytes = firstSectors(disc, end);
  try {
    await recorder.readSectors(0, end).catch(async () => {
      for (let lba = 0; lba < end; lba += unit) {
        const count = Math.min(unit, end - lba);
        await recorder.readSectors(lba, count).catch(() => {
          bytes.fill(0xee, lba * bytesPerSector, (lba + count) * bytesPerSector);
        });
      }
    });
  } finally {
    await imapi.close();
  }
  return bytes;
}

function chosenPlaces(places: CutPlaces, session: number, total: number, unit: number): number[] {
  if ('step' in places) {
    const every = Array.from({ length: total + 1 }, (_, after) => after);
    return every.filter((after) => after >= session - unit || after % places.step === 0);
  }
  return places.map(({ part, at }) => {
    const from = part === 'commit' ? session + 1 : 0;
    return Math.floor(from + at * (total - from));
  });
}

async function main([file = '']: readonly string[]): Promise<void> {
  const request = JSON.parse(readFileSync(file, 'utf8')) as Request;
  const { folder, media, sectors, added, places } = request;
  const unit = media === 'bd-re' ? 32 : 16;
  const original = await smallDisc(folder, media, sectors);
  const whole = await cutBurn(original, [], { added });
  const session = whole.sessionSectors;
  const total = whole.ranges.reduce((sum, range) => sum + range.endLba - range.startLba + 1, 0);
  const end = whole.image.length / bytesPerSector;
  tell({ old: treeOf(oldFiles), fresh: treeOf(newFiles(added)), session, total });

  const keep = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return name;
  };
  for (const fail of ['power-cut', 'torn-unit'] as const) {
    for (const [index, after] of chosenPlaces(places, session, total, unit).entries()) {
      const cut = await cutBurn(original, [{ at: { sectorsWritten: after }, fail }], { added });
      const torn = fail === 'torn-unit';
      const left = torn ? await readBack(cut.disc, end, unit) : firstSectors(cut.disc, end);
      let state = '';
      let mistake = cut.error?.name === 'BurnError' ? null : `it ended with ${String(cut.error)}`;
      try {
        const report = await expectResumable(original, cut);
        state = report.blocksPlanned > 0 ? 'finished' : report.discState;
      } catch (error) {
        mistake ??= String(error);
      }
      const name = `${fail}-${index}`;
      const untouched = state === 'old-session-valid';
      const before = untouched || !torn ? keep(`${name}-before.img`, left) : null;
      const resumed =
        untouched && before !== null
          ? before
          : keep(`${name}-resumed.img`, firstSectors(cut.disc, end));
      tell({ fail, after, before, resumed, state, mistake });
    }
  }
  await nothingAlive();
}

void main(process.argv.slice(2));
