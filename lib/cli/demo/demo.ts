// The main job of the package: append to a rewritable disc, and record only what changed.

import { burnModified } from '../../burn/burn-modified.js';
import type { BurnOptions } from '../../burn/burn-options.js';
import type { BurnPlan } from '../../burn/burn-plan.js';
import { planBurn } from '../../burn/plan-burn.js';
import { updateDisc } from '../../burn/update-disc.js';
import { bytesPerSector } from '../../burn/sector.js';
import type { FileSystemImage } from '../../image/file-system-image.js';
import type { Imapi } from '../../imapi.js';
import type { OpenOptions } from '../../open-options.js';
import { open } from '../../open.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { driveName } from '../commands/devices.js';
import type { Context } from '../context.js';
import { mapInWords } from '../map-file.js';
import { isCommitRange } from '../../map/disc-map.js';
import { firstRecorder } from '../opened.js';
import { ofBurn } from '../progress.js';
import { count, megabytes, percent, seconds } from '../text.js';
import { addFirstFiles, changeFiles, folder } from './files.js';

/** Sectors per second of a DVD at 1×: the virtual drive's speed here, so that there is progress to see. */
export const dvdSpeed = 680;

type Progressing = Required<Pick<BurnOptions, 'signal' | 'onProgress'>>;

const burning = ({ face, signal }: Context): Progressing => ({
  signal,
  onProgress: (progress) => face.progress(ofBurn(progress)),
});

/** `drive`: `E:`; without it the first one. */
export async function runDemo(
  context: Context,
  how: OpenOptions,
  drive: string | null,
): Promise<void> {
  const { face } = context;
  const imapi = await open(how);
  try {
    const recorder = drive === null ? await firstRecorder(imapi) : await imapi.recorder(drive);
    const media = await recorder.media();
    face.say(`Drive: ${driveName(recorder.info)}`);
    face.say(
      `Disc:  ${media.type}, ${count(media.totalSectors, 'sector')}, ${media.blank ? 'blank' : 'not blank'}`,
    );
    await recordFirstSession(context, imapi, recorder);
    await append(context, imapi, recorder);
    await showDisc(context, imapi, recorder);
  } finally {
    await imapi.close();
  }
}

async function recordFirstSession(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
): Promise<void> {
  const { face, signal } = context;
  face.say(`\nFirst session: this package's own files, in ${folder}`);
  let total = { files: 0, bytes: 0 };
  const edit = async (image: FileSystemImage): Promise<void> => {
    const has = await image.list();
    if (has.some(({ path: known }) => known === folder)) return;
    if (has.length === 0) await image.setVolumeName('IMAPI2_DEMO');
    total = await addFirstFiles(image, signal);
  };
  const report = await updateDisc(imapi, recorder, edit, burning(context));
  if (report.blocksPlanned === 0) {
    face.say('It is on the disc already: appending to it.');
    return;
  }
  face.say(
    `Recorded ${count(total.files, 'file')}, ${megabytes(total.bytes)}, in ${count(report.imageBlocks, 'sector')}.`,
  );
}

async function append(context: Context, imapi: Imapi, recorder: DiscRecorder): Promise<void> {
  const { face, signal } = context;
  // With a recorder an image begins with what is on its disc.
  const image = await imapi.createImage({ recorder, signal });
  face.say('\nSecond session:');
  for (const change of await changeFiles(image)) face.say(`  ${change}`);
  const result = await image.createResult({ signal });

  const plan = await planBurn(recorder, result);
  face.say(
    `\nPlan: ${count(plan.rangeCount, 'range')}, ${count(plan.blocks, 'sector')} of ${count(plan.imageBlocks, 'sector')} (${percent(plan.fraction)} of the image)`,
  );
  for (const line of rangesInWords(plan)) face.say(line);
  for (const warning of plan.warnings) face.say(`  Warning: ${warning}`);
  face.say('');
  for (const line of mapInWords(plan, await recorder.media(), false)) face.say(`  ${line}`);

  face.say('');
  const report = await burnModified(recorder, result, { ...burning(context), plan });
  for (const warning of report.warnings) face.say(`  Warning: ${warning}`);
  face.say(
    `Recorded ${count(report.blocksPlanned, 'sector')} in ${count(report.ranges, 'range')}; read back and compared: ${report.verified}.`,
  );
  const saved = report.imageBlocks - report.blocksPlanned;
  const time = seconds(saved / dvdSpeed);
  face.say(
    `Saved: ${count(saved, 'sector')}, ${megabytes(saved * bytesPerSector)}, which takes ${time} at 1×.`,
  );
  await result.close();
  await image.close();
}

function rangesInWords(plan: BurnPlan): string[] {
  const lines: string[] = [];
  for (let index = 0; index < plan.rangeCount; index++) {
    const [start = 0, end = 0] = plan.ranges.subarray(2 * index, 2 * index + 2);
    const what = isCommitRange(plan, index) ? 'moves the disc to the new session' : 'new session';
    lines.push(`  ${start} … ${end}  ${count(end - start + 1, 'sector')}, ${what}`);
  }
  return lines;
}

async function showDisc(
  { face, signal }: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
): Promise<void> {
  const image = await imapi.createImage({ recorder, signal });
  face.say(`\nThe disc ${JSON.stringify(image.volumeName)} now holds in ${folder}:`);
  for (const entry of await image.list(folder))
    face.say(
      `  ${entry.type === 'directory' ? `${entry.name}/` : `${entry.name}  ${entry.bytes} bytes`}`,
    );
  await image.close();
}
