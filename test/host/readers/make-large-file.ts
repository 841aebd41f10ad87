import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { BlockRangeList, burnImage, burnModified, planBurn } from 'imapi2';
import type { BlockRange, ImageResult } from 'imapi2';

import { bytesPerSector } from '../../windows/support/content';
import { openDrive } from '../../windows/support/open-drive';

/**
 * Runs in Windows' node.exe: make-large-file.js FOLDER [burn]. Appends a file of more than 4 GiB, which is sparse, to a disc of
 * 25 GB, which is too, and tells what it saw in FOLDER/told.json. With `burn` the disc is burnt, and the image saved, which
 * writes twice 4 GiB; without, what is not zeros of the image is put on the disc by hand, as the plan says where.
 */

export const largeBytes = 2 ** 32 + 5001;
const firstSession = '/one.txt';

/** What stands in the file, which has zeros everywhere else: at its ends, and where 32 bits of its bytes end. */
const marks: readonly (readonly [at: number, text: string])[] = [
  [0, 'the first byte'],
  [2 ** 31 - 4, 'over two GiB'],
  [2 ** 32 - 4, 'over four GiB'],
  [largeBytes - 13, 'the last byte'],
];

export interface Told {
  readonly listed: readonly number[];
  readonly ranges: readonly BlockRange[];
  readonly commitRanges: number | null;
  readonly totalBlocks: number;
  /** Sectors of the image that are the file's. */
  readonly stretch: BlockRange;
  /** The last sector of the file, as the drive reads it, from its first byte that is not zero. */
  readonly tail: string;
  readonly blocksWritten: number | null;
}

function makeSource(file: string): void {
  const source = openSync(file, 'w');
  ftruncateSync(source, largeBytes);
  for (const [at, text] of marks) writeSync(source, text, at);
  closeSync(source);
}

/** The sectors that hold a mark, or anything but the file. */
function interesting(ranges: Iterable<BlockRange>, stretch: BlockRange): BlockRange[] {
  const { startLba, endLba } = stretch;
  return [...ranges].flatMap((range) => {
    if (range.endLba < startLba || range.startLba > endLba) return [range];
    const marked = marks.map(([at, text]) => ({
      startLba: startLba + Math.floor(at / bytesPerSector),
      endLba: startLba + Math.floor((at + text.length - 1) / bytesPerSector),
    }));
    return [
      { startLba: range.startLba, endLba: startLba - 1 },
      ...marked,
      { startLba: endLba + 1, endLba: range.endLba },
    ];
  });
}

async function copyOf(
  result: ImageResult,
  ranges: readonly BlockRange[],
): Promise<(readonly [BlockRange, Buffer])[]> {
  const copied: (readonly [BlockRange, Buffer])[] = [];
  for (const range of ranges) copied.push([range, await buffer(result.stream(range))]);
  return copied;
}

async function main([folder = '', burn]: readonly string[]): Promise<void> {
  const source = join(folder, 'large.bin');
  makeSource(source);
  const disc = join(folder, 'large.disc');
  const { imapi, recorder } = await openDrive({ drives: [{ disc, media: 'bd-re' }] });
  const first = await imapi.createImage({ recorder });
  await first.add(Buffer.from('one'), firstSession);
  await burnImage(recorder, await first.createResult());

  const image = await imapi.createImage({ recorder });
  await image.add(source, '/large.bin');
  const listed = (await image.list()).map(({ bytes }) => bytes);
  const result = await image.createResult();
  const { totalBlocks } = result;
  const plan = await planBurn(recorder, result);
  const ranges = [...BlockRangeList.from(plan.ranges)];
  const item = (await result.progressItems()).find(({ description }) =>
    description.endsWith('large.bin'),
  );
  const stretch = { startLba: item?.firstBlock ?? 0, endLba: item?.lastBlock ?? 0 };
  const byHand = burn === undefined ? await copyOf(result, interesting(ranges, stretch)) : [];
  let blocksWritten: number | null = null;
  if (burn !== undefined) {
    ({ blocksWritten } = await burnModified(recorder, result, { plan }));
    await result.saveAs(join(folder, 'large.iso'));
  }
  await imapi.close();

  const file = openSync(disc, 'r+');
  for (const [{ startLba }, bytes] of byHand)
    writeSync(file, bytes, 0, bytes.length, startLba * bytesPerSector);
  closeSync(file);

  const again = await openDrive({ drives: [{ disc }] });
  const imported = await again.imapi.createImage({ recorder: again.recorder });
  listed.push(...(await imported.list()).map(({ bytes }) => bytes));
  const last = Buffer.from(await again.recorder.readSectors(stretch.endLba, 1));
  const tail = last.toString('latin1').replaceAll('\0', '');
  await again.imapi.close();
  const { commitRanges } = plan;
  const told = { listed, ranges, commitRanges, totalBlocks, stretch, tail, blocksWritten };
  writeFileSync(join(folder, 'told.json'), JSON.stringify(told satisfies Told));
}

if (require.main === module) void main(process.argv.slice(2));
