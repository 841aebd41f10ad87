import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { burnImage, burnModified, open, resumeBurn } from 'imapi2';
import type { DiscRecorder, FileSystemImage, Imapi, MediaType } from 'imapi2';

/**
 * Runs in Windows' node.exe: cut-discs.js FOLDER MEDIA MANIFEST. Appends to copies of one disc, cuts the power at a
 * different place each time, and keeps what is on the disc then and after resumeBurn, with what must be found there.
 */

const sectors = 2048;
const bytesPerSector = 2048;

type Tree = readonly (readonly [path: string, sha256: string])[];
export interface CutDisc {
  /** The disc as it was left, and after resumeBurn; without what is behind its last session. */
  readonly before: string;
  readonly after: string;
  readonly name: string;
  /** Whether a commit range had been begun: then only `after` must be whole, unless the cut was clean. */
  readonly inCommit: boolean;
  readonly torn: boolean;
  readonly state: string;
}
export interface Manifest {
  readonly old: Tree;
  readonly fresh: Tree;
  readonly discs: readonly CutDisc[];
}

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
const pattern = (seed: number, bytes: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, (_, index) => (seed * 31 + index * 7) % 251));

const oldFiles = new Map([
  ['/stays.bin', pattern(1, 5000)],
  ['/changes.txt', Buffer.from('before')],
  ['/goes.txt', Buffer.from('gone')],
]);
const newFiles = new Map([
  ['/stays.bin', pattern(1, 5000)],
  ['/changes.txt', Buffer.from('after, and longer')],
  ['/new/added.bin', pattern(2, 9001)],
]);
const treeOf = (files: ReadonlyMap<string, Buffer>): Tree =>
  [...files].map(([path, data]) => [path, sha256(data)] as const).sort();

interface Opened {
  readonly imapi: Imapi;
  readonly recorder: DiscRecorder;
}
async function openDisc(disc: string, extra: object = {}): Promise<Opened> {
  const imapi = await open({ provider: 'virtual', drives: [{ disc, ...extra }] });
  const [drive] = await imapi.recorders();
  return { imapi, recorder: await imapi.recorder(drive?.id ?? '') };
}

async function edit(image: FileSystemImage): Promise<void> {
  for (const path of ['/changes.txt', '/new/added.bin'])
    await image.add(newFiles.get(path) ?? Buffer.alloc(0), path);
  await image.remove('/goes.txt');
}

interface Appended {
  readonly session: number;
  readonly total: number;
  readonly blocks: number;
}
async function append(disc: string, journal: string, faults: object[]): Promise<Appended> {
  const { imapi, recorder } = await openDisc(disc, { faults });
  const image = await imapi.createImage({ recorder });
  await edit(image);
  const result = await image.createResult();
  const ranges = [...((await result.modifiedBlocks()) ?? [])];
  const lengths = ranges.map(({ startLba, endLba }) => endLba - startLba + 1);
  const blocks = result.totalBlocks;
  await burnModified(recorder, result, { journal }).catch((error: unknown) => {
    if (faults.length === 0) throw error;
  });
  await imapi.close();
  return { session: lengths[0] ?? 0, total: lengths.reduce((sum, length) => sum + length), blocks };
}

async function main([folder = '', media = '', manifest = '']: readonly string[]): Promise<void> {
  const original = join(folder, 'original.disc');
  const first = await openDisc(original, { media: media as MediaType, sectors });
  const image = await first.imapi.createImage({ recorder: first.recorder, volumeName: 'CUT' });
  for (const [path, data] of oldFiles) await image.add(data, path);
  await burnImage(first.recorder, await image.createResult());
  await first.imapi.close();

  const disc = join(folder, 'cut.disc');
  const journal = join(folder, 'cut.journal');
  const keep = (name: string, blocks: number): string => {
    const file = `${name}.img`;
    writeFileSync(join(folder, file), readFileSync(disc).subarray(0, blocks * bytesPerSector));
    return file;
  };
  copyFileSync(original, disc);
  const { session, total, blocks } = await append(disc, journal, []);

  const discs: CutDisc[] = [];
  for (const fail of ['power-cut', 'torn-unit']) {
    for (let after = 0; after <= total; after++) {
      if (after < session - 1 && after % 41 !== 0) continue;
      const name = `${fail} after ${after}`;
      copyFileSync(original, disc);
      await append(disc, journal, [{ at: { sectorsWritten: after }, fail }]);
      const before = keep(`${name} before`, blocks);
      const { imapi, recorder } = await openDisc(disc);
      const { discState: state } = await resumeBurn(recorder, journal);
      await imapi.close();
      if (existsSync(journal)) throw new Error('the journal was left behind');
      const inCommit = after > session || state !== 'old-session-valid';
      const torn = fail === 'torn-unit';
      discs.push({ before, after: keep(`${name} after`, blocks), name, inCommit, torn, state });
    }
  }
  const written: Manifest = { old: treeOf(oldFiles), fresh: treeOf(newFiles), discs };
  writeFileSync(manifest, JSON.stringify(written));
}

void main(process.argv.slice(2));
