import type { BurnPlan } from '../burn/burn-plan.js';
import { whenWholeImage } from '../burn/judge-update.js';
import type { MediaInfo } from '../recorder/media-info.js';
import { DiscRefused, NotConfirmed } from './refusals.js';
import { count } from './text.js';

/**
 * What a disc can't take is refused here, before the image is made and somebody is asked, in a dry run as in a real one: what --dry-run
 * says yes to, the burn must not be refused. The burn judges once more, on the drive, and has the last word.
 */

const overwritable = (media: MediaInfo): boolean => media.states.includes('overwrite-only');

function has(media: MediaInfo, states: readonly MediaInfo['states'][number][]): boolean {
  return states.some((state) => media.states.includes(state));
}

/** As RequireOpenDisc in native/imapi/medium.cc has it. */
export function requireOpenDisc(media: MediaInfo): void {
  const open = has(media, ['blank', 'appendable']);
  if (has(media, ['non-empty-session']))
    throw new DiscRefused(
      'ERR_NOT_APPENDABLE',
      'The last session on the disc was begun and never closed, so none can follow it. Use another disc.',
    );
  if (open || !has(media, ['finalized', 'write-protected', 'unsupported'])) return;
  throw new DiscRefused(
    'ERR_NOT_APPENDABLE',
    `Nothing can be recorded on the disc any more: the ${media.type} is closed, write protected, or not of a kind that can be written.`,
  );
}

/** For `burn`, whose image knows nothing of what is on the disc. */
export function requireWholeBurn(media: MediaInfo, overwrite: boolean): void {
  requireOpenDisc(media);
  if (media.blank) return;
  if (!overwritable(media))
    throw new DiscRefused(
      'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK',
      `The ${media.type} holds data and can't be overwritten. \`imapi2 update\` adds to it${media.rewritable ? ', and `imapi2 erase` makes it blank' : ''}.`,
    );
  if (!overwrite)
    throw new NotConfirmed(
      'The disc is not blank. `imapi2 burn --overwrite` records it anew, and what it holds is lost; `imapi2 update` adds to it. Nothing was done.',
    );
}

export function requireRoom({ type, totalSectors }: MediaInfo, sectors: number): void {
  // Of some discs IMAPI2 does not know it.
  if (totalSectors <= 0 || sectors <= totalSectors) return;
  throw new DiscRefused(
    'E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA',
    `The image has ${count(sectors, 'sector')}, and the ${type} has room for ${count(totalSectors, 'sector')}. Use a larger disc.`,
  );
}

/** For `update`: a disc that holds something is never recorded whole. */
export function requireNoOverwrite(media: MediaInfo, plan: BurnPlan): void {
  if (plan.mode === 'modified' || whenWholeImage(media, 'reject') !== 'reject') return;
  throw new DiscRefused(
    'ERR_WHOLE_IMAGE_REQUIRED',
    'The image names no modified blocks, so only the whole of it could be recorded, over what the disc holds. `imapi2 burn --overwrite` records a disc anew.',
  );
}

export function requireErasable({ type, rewritable }: MediaInfo): void {
  if (rewritable) return;
  throw new DiscRefused(
    'E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED',
    `The ${type} in the drive can't be erased: it is not rewritable.`,
  );
}
