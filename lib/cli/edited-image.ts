import type { BurnPlan } from '../burn/burn-plan.js';
import { planBurn } from '../burn/plan-burn.js';
import type { ImageResult } from '../image/image-result.js';
import type { Imapi } from '../imapi.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { MediaInfo } from '../recorder/media-info.js';
import type { SourceOptions } from './command.js';
import type { Context } from './context.js';
import { ofImage } from './progress.js';
import { UsageError } from './refusals.js';
import { addSources, sourcesOf, type Added } from './sources.js';

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
  paths: readonly string[],
  options: SourceOptions & { readonly writeSpeed?: number | 'max' },
): Promise<Edited> {
  if (paths.length + options.remove.length === 0)
    throw new UsageError('Nothing to do: give paths to add, or --remove.');
  const { face, signal } = context;
  const onProgress = (progress: Parameters<typeof ofImage>[0]): void =>
    face.progress(ofImage(progress));
  const sources = await sourcesOf(paths, options.into);
  const media = await recorder.media();
  const image = await imapi.createImage({ recorder, signal, onProgress });
  if (options.volumeName !== undefined) await image.setVolumeName(options.volumeName);
  for (const path of options.remove) await image.remove(path);
  const onError = options.skipUnreadable === true ? 'skip' : 'throw';
  const added = await addSources(context, image, sources, onError);
  const result = await image.createResult({ signal, onProgress });
  const { writeSpeed } = options;
  const plan = await planBurn(recorder, result, writeSpeed === undefined ? {} : { writeSpeed });
  for (const warning of plan.warnings) face.warn(warning);
  return { media, result, plan, added };
}
