// The main job of the package: append to a rewritable disc, and record only what changed.

import { burnModified } from '../../burn/burn-modified.js';
import type { BurnPlan } from '../../burn/burn-plan.js';
import type { BurnReport } from '../../burn/burn-report.js';
import { whenWholeImage } from '../../burn/judge-update.js';
import { planBurn } from '../../burn/plan-burn.js';
import { bytesPerSector } from '../../burn/sector.js';
import type { ImageResult } from '../../image/image-result.js';
import type { Imapi } from '../../imapi.js';
import { isCommitRange } from '../../map/disc-map.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { driveName } from '../commands/devices.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { journalFor, makeJournalFolder } from '../journal-place.js';
import { mapInWords } from '../map-file.js';
import { ofBurn } from '../progress.js';
import type { Target } from '../target.js';
import { count, megabytes, percent, seconds } from '../text.js';
import { withDrive } from '../with-drive.js';
import { addFirstFiles, changeFiles, folder } from './demo-files.js';

/** Sectors per second of a DVD at 1×: the virtual drive's speed here, so that there is progress to see. */
export const dvdSpeed = 680;

/** `yes`: nobody is asked before files stay on a disc that can't be erased. */
export function runDemo(context: Context, target: Target, yes: boolean): Promise<void> {
  return withDrive(context, target, {}, 'make', async (imapi, recorder) => {
    const { face } = context;
    const media = await recorder.media();
    face.say(`Drive: ${driveName(recorder.info)}`);
    face.say(
      `Disc:  ${media.type}, ${count(media.totalSectors, 'sector')}, ${media.blank ? 'blank' : 'not blank'}`,
    );
    if (!media.rewritable)
      await confirm(context, `The demo's files stay on this ${media.type} for good.`, yes);
    const demo = new Demo(context, target, imapi, recorder);
    await demo.recordFirstSession();
    await demo.append();
    await demo.showDisc();
  });
}

class Demo {
  readonly #context: Context;
  readonly #target: Target;
  readonly #imapi: Imapi;
  readonly #recorder: DiscRecorder;

  constructor(context: Context, target: Target, imapi: Imapi, recorder: DiscRecorder) {
    this.#context = context;
    this.#target = target;
    this.#imapi = imapi;
    this.#recorder = recorder;
  }

  async recordFirstSession(): Promise<void> {
    const { face, signal } = this.#context;
    face.say(`\nFirst session: this package's own files, in ${folder}`);
    const image = await this.#imapi.createImage({ recorder: this.#recorder, signal });
    const has = await image.list();
    if (has.some(({ path: known }) => known === folder)) {
      face.say('It is on the disc already: appending to it.');
      await image.close();
      return;
    }
    if (has.length === 0) await image.setVolumeName('IMAPI2_DEMO');
    const total = await addFirstFiles(image, signal);
    const result = await image.createResult({ signal });
    const report = await this.#record(result, await planBurn(this.#recorder, result));
    face.say(
      `Recorded ${count(total.files, 'file')}, ${megabytes(total.bytes)}, in ${count(report.imageBlocks, 'sector')}.`,
    );
    await result.close();
    await image.close();
  }

  async append(): Promise<void> {
    const { face, signal } = this.#context;
    // With a recorder an image begins with what is on its disc.
    const image = await this.#imapi.createImage({ recorder: this.#recorder, signal });
    face.say('\nSecond session:');
    for (const change of await changeFiles(image)) face.say(`  ${change}`);
    const result = await image.createResult({ signal });

    const plan = await planBurn(this.#recorder, result);
    face.say(
      `\nPlan: ${count(plan.rangeCount, 'range')}, ${count(plan.blocks, 'sector')} of ${count(plan.imageBlocks, 'sector')} (${percent(plan.fraction)} of the image)`,
    );
    for (const line of rangesInWords(plan)) face.say(line);
    for (const warning of plan.warnings) face.say(`  Warning: ${warning}`);
    face.say('');
    const media = await this.#recorder.media();
    for (const line of mapInWords(plan, media, false)) face.say(`  ${line}`);

    face.say('');
    const report = await this.#record(result, plan);
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

  async showDisc(): Promise<void> {
    const { face, signal } = this.#context;
    const image = await this.#imapi.createImage({ recorder: this.#recorder, signal });
    face.say(`\nThe disc ${JSON.stringify(image.volumeName)} now holds in ${folder}:`);
    for (const entry of await image.list(folder))
      face.say(
        `  ${entry.type === 'directory' ? `${entry.name}/` : `${entry.name}  ${entry.bytes} bytes`}`,
      );
    await image.close();
  }

  /** As `imapi2 update` does: with a journal where `imapi2 resume` looks for it. The disc may be somebody's. */
  async #record(result: ImageResult, plan: BurnPlan): Promise<BurnReport> {
    const { face, signal, recording } = this.#context;
    const journal = journalFor(plan, this.#target, this.#recorder.info.id, true);
    if (journal !== null) makeJournalFolder(journal);
    const media = await this.#recorder.media();
    return recording(() =>
      burnModified(this.#recorder, result, {
        signal,
        onProgress: (progress) => face.progress(ofBurn(progress)),
        plan,
        whenWholeImage: whenWholeImage(media, 'reject'),
        ...(journal === null ? {} : { journal }),
      }),
    );
  }
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
