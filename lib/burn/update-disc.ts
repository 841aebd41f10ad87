import { Judge } from '../arguments/judge.js';
import { CallSite } from '../errors/call-site.js';
import type { FileSystemImage } from '../image/file-system-image.js';
import type { ImageProgress } from '../image/image-options.js';
import type { ImageResult } from '../image/image-result.js';
import { OpenImage } from '../image/open-image.js';
import { OpenImageResult } from '../image/open-image-result.js';
import type { Imapi } from '../imapi.js';
import type { Operation } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { callStep, Steps, stepOf } from '../operation/steps.js';
import type { Task } from '../operation/task-operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { MediaInfo } from '../recorder/media-info.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import { Session } from '../session.js';
import type { UpdateOptions } from './burn-options.js';
import type { BurnProgress } from './burn-progress.js';
import type { BurnReport } from './burn-report.js';
import { editTask, type DiscEdit } from './edit-task.js';
import { judgeUpdate, whenWholeImage, type JudgedUpdate } from './judge-update.js';
import { abortedEarly, burnTask } from './start-burn.js';
import { UpdateProgress } from './update-progress.js';

/**
 * The whole job in one call: imports what is on the disc, lets `edit` change it, records what changed, reads it back, and
 * releases everything. The disc keeps its volume name unless `volumeName` gives it another.
 *
 * A blank disc gets its first session, and a disc that is recorded session after session its next one, whole. A rewritable
 * disc gets its modified ranges, as burnModified records them, and where its image names none nothing is written:
 * ERR_WHOLE_IMAGE_REQUIRED. Where `edit` changed nothing, nothing is written either: the report then has `blocksPlanned` 0
 * and a warning that says so.
 *
 * What `edit` throws rejects it, as it is, and nothing is written. A cancel before the burn rejects with a
 * BurnAbortedError that says `unchanged`. It does not wait for `edit`; where the drive hangs it waits for `hangTimeout` of
 * `open` at most. All other failures are those of createImage,
 * createResult and burnModified.
 */
export function updateDisc(
  imapi: Imapi,
  recorder: DiscRecorder,
  edit: DiscEdit,
  options?: UpdateOptions,
): Operation<BurnProgress, BurnReport> {
  const site = CallSite.here('updateDisc');
  return startOperation(
    site,
    options,
    () => {
      if (!(imapi instanceof Session))
        Judge.argument.refuse('imapi', 'must be an Imapi of this package', imapi);
      OpenRecorder.ownedBy(recorder, 'recorder').use();
      if (typeof edit !== 'function') Judge.argument.refuse('edit', 'must be a function', edit);
      const judged = judgeUpdate(options, recorder);
      return (report) => new DiscUpdate(site, imapi, recorder, edit, judged, report).start();
    },
    (report) => report,
    (reason) => abortedEarly(site, reason),
  );
}

class DiscUpdate {
  readonly #site: CallSite;
  readonly #imapi: Imapi;
  readonly #recorder: DiscRecorder;
  readonly #edit: DiscEdit;
  readonly #judged: JudgedUpdate;
  readonly #steps = new Steps();
  readonly #progress: UpdateProgress;

  constructor(
    site: CallSite,
    imapi: Imapi,
    recorder: DiscRecorder,
    edit: DiscEdit,
    judged: JudgedUpdate,
    report: (progress: BurnProgress) => void,
  ) {
    this.#site = site;
    this.#imapi = imapi;
    this.#recorder = recorder;
    this.#edit = edit;
    this.#judged = judged;
    this.#progress = new UpdateProgress(report);
  }

  start(): Task<BurnReport> {
    return { promise: this.#run(), cancel: (reason) => this.#steps.cancel(reason) };
  }

  async #run(): Promise<BurnReport> {
    try {
      const report = await this.#update();
      // Once everything has been released: 1 is the end.
      this.#progress.complete(report);
      return report;
    } catch (failure) {
      // A burn says itself how far it came. Before it, whatever a stop made fail, it failed because of the stop.
      if (this.#steps.stopped === null) throw failure;
      throw abortedEarly(this.#site, this.#steps.stopped.reason);
    }
  }

  async #update(): Promise<BurnReport> {
    const media = await this.#ask(() => this.#recorder.media());
    this.#progress.begin('import');
    const image = await this.#call(() => stepOf(this.#import(media)));
    try {
      await this.#name(image);
      await this.#steps.run(() => editTask(this.#edit, image));
      if (!OpenImage.isTouched(image)) return await this.#recordNothing();
      this.#progress.begin('create');
      const result = await this.#call(() => stepOf(this.#createResult(image)));
      try {
        return await this.#burn(result, media);
      } finally {
        await result.close();
      }
    } finally {
      await image.close();
    }
  }

  #import(media: MediaInfo): Operation<ImageProgress, FileSystemImage> {
    return this.#imapi.createImage({
      ...this.#judged.shape,
      recorder: this.#recorder,
      importPrevious: !media.blank,
      onProgress: (progress) => {
        this.#progress.image(progress);
      },
    });
  }

  /** Here and not in the import, so that another name than the disc's counts as a change. */
  async #name(image: FileSystemImage): Promise<void> {
    const { volumeName } = this.#judged;
    if (volumeName === null || volumeName === image.volumeName) return;
    await this.#ask(() => image.setVolumeName(volumeName));
  }

  #createResult(image: FileSystemImage): Operation<ImageProgress, ImageResult> {
    return image.createResult({
      onProgress: (progress) => {
        this.#progress.image(progress);
      },
    });
  }

  async #burn(result: ImageResult, media: MediaInfo): Promise<BurnReport> {
    const { burn } = this.#judged;
    const begin = burnTask({
      recorder: OpenRecorder.ownedBy(this.#recorder, 'recorder'),
      image: OpenImageResult.ownedBy(result, 'image'),
      options: { ...burn, whenWholeImage: whenWholeImage(media, burn.whenWholeImage) },
    });
    const report = await this.#steps.runLast(() =>
      begin((progress) => {
        this.#progress.burn(progress);
      }),
    );
    return { ...report, elapsed: this.#progress.elapsed };
  }

  /** IMAPI2FS makes a new session even of an image that nobody has changed, which would wear the disc for nothing. */
  async #recordNothing(): Promise<BurnReport> {
    const warnings = ['Nothing was changed, so nothing was written.'];
    if (this.#judged.burn.ejectAfter) {
      await this.#recorder.eject().catch(() => {
        warnings.push('The drive did not eject the disc.');
      });
    }
    return {
      mode: 'modified',
      ranges: 0,
      blocksPlanned: 0,
      blocksWritten: 0,
      imageBlocks: 0,
      verified: 'none',
      elapsed: this.#progress.elapsed,
      warnings,
    };
  }

  /** Of the drive, or of the image on it. */
  #ask<Result>(call: () => Promise<Result>): Promise<Result> {
    return this.#call(() => callStep(call(), OpenRecorder.ownedBy(this.#recorder, 'recorder')));
  }

  /** A step that is another public function; what `edit` throws is not, and is left as it is. */
  #call<Result>(begin: () => Task<Result>): Promise<Result> {
    return this.#site.relay(this.#steps.run(begin));
  }
}
