import type { BurnPlan } from '../burn/burn-plan.js';
import { planBurn } from '../burn/plan-burn.js';
import type { ImageResult } from '../image/image-result.js';
import type { Imapi } from '../imapi.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { MediaInfo } from '../recorder/media-info.js';
import { writeSpeed } from './burn-settings.js';
import type { RemoveOptions, SourceOptions, SpeedOption } from './command.js';
import type { Context } from './context.js';
import { requireOpenDisc } from './disc-judgement.js';
import { ofImage } from './progress.js';
import { UsageError } from './refusals.js';
import { addSources, sourcesOf, type Added, type Source } from './sources.js';

/** What is to become of a disc. */
export interface Edit extends Omit<SourceOptions, 'into'>, RemoveOptions {
  readonly sources: readonly Source[];
  readonly writeSpeed: number | 'max' | null;
}

/** Before a drive is opened, or a disc made: what is wrong with the command line has done nothing. */
export async function editOf(
  paths: readonly string[],
  options: SourceOptions & RemoveOptions & SpeedOption,
): Promise<Edit> {
  if (paths.length + options.remove.length === 0)
    throw new UsageError('Nothing to do: give paths to add, or --remove.');
  const sources = await sourcesOf(paths, options.into);
  return { ...options, sources, writeSpeed: writeSpeed(options.speed) };
}

export interface Edited {
  readonly media: MediaInfo;
  readonly result: ImageResult;
  readonly plan: BurnPlan;
  readonly added: Added;
}

/** What `plan` and `update` share: the disc as it is, what is asked for added and removed, and the plan. Nothing is written. */
export async function editedImage(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
  { sources, remove, volumeName, skipUnreadable, writeSpeed: speed }: Edit,
): Promise<Edited> {
  const { face, signal } = context;
  const onProgress = (progress: Parameters<typeof ofImage>[0]): void =>
    face.progress(ofImage(progress));
  const media = await recorder.media();
  requireOpenDisc(media);
  const image = await imapi.createImage({ recorder, signal, onProgress });
  if (volumeName !== undefined) await image.setVolumeName(volumeName);
  for (const path of remove) await image.remove(path);
  const added = await addSources(
    context,
    image,
    sources,
    skipUnreadable === true ? 'skip' : 'throw',
  );
  const result = await image.createResult({ signal, onProgress });
  const plan = await planBurn(recorder, result, speed === null ? {} : { writeSpeed: speed });
  for (const warning of plan.warnings) face.warn(warning);
  return { media, result, plan, added };
}
