import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { operationKeys } from '../arguments/operation-options.js';
import { imageShapeKeys, judgeImageOptions, type ImageOptions } from '../image/image-options.js';
import type { NativeBurnOptions } from '../native/binding.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { MediaInfo } from '../recorder/media-info.js';
import type { UpdateOptions } from './burn-options.js';
import { judgeBurnModified, type JudgedBurnOptions } from './judge-burn-options.js';

const burnKeys = [
  ...operationKeys,
  'whenWholeImage',
  'verify',
  'writeSpeed',
  'closeMedia',
  'ejectAfter',
  'journal',
  'keepAwake',
  'cancelTimeout',
] as const;

export interface JudgedUpdate {
  /** Of the image, but for its name. */
  readonly shape: Omit<ImageOptions, 'volumeName'>;
  /** null: the disc keeps its own. */
  readonly volumeName: string | null;
  readonly burn: JudgedBurnOptions;
}

function pick(
  given: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]),
  );
}

/** All of it at once: nothing is begun where a later step would refuse its options. */
export function judgeUpdate(
  options: UpdateOptions | undefined,
  recorder: DiscRecorder,
): JudgedUpdate {
  const given = knownOptions<UpdateOptions>(options, [...burnKeys, ...imageShapeKeys]);
  const burn = judgeBurnModified(pick(given, burnKeys));
  const { volumeName, ...shape } = pick(given, imageShapeKeys);
  judgeImageOptions({ ...shape, recorder });
  return {
    shape,
    volumeName: Judge.option.optional(volumeName, null, (name) =>
      Judge.option.text(name, 'volumeName'),
    ),
    burn,
  };
}

/**
 * Where the whole image has to be recorded, and that overwrites nothing: on a blank disc, and on one that is recorded
 * session after session (write-once discs and CD-RW), where an image is no more than its new session. Nowhere else is a
 * disc recorded whole unless `whenWholeImage` says so.
 */
export function whenWholeImage(
  media: MediaInfo,
  asked: NativeBurnOptions['whenWholeImage'],
): NativeBurnOptions['whenWholeImage'] {
  // Asked once more when the burn begins: a disc that is not blank by then is not recorded whole.
  if (media.blank) return 'if-blank';
  return media.states.includes('overwrite-only') ? asked : 'burn';
}
