import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { CallSite } from '../errors/call-site.js';
import type { ImageResult } from '../image/image-result.js';
import { OpenImageResult } from '../image/open-image-result.js';
import type { Operation } from '../operation/operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import type { BurnImageOptions } from './burn-options.js';
import type { BurnProgress } from './burn-progress.js';
import type { BurnReport } from './burn-report.js';
import { judgeBurnImage } from './judge-burn-options.js';
import { startBurn } from './start-burn.js';

/**
 * Records a whole image, or an .iso file: a first burn, or (`overwrite`) a deliberate one. An image that reads the disc it
 * would overwrite is refused. Rejects with E_IMAPI_DF2DATA_MEDIA_NOT_BLANK where the disc is not blank and `overwrite` was
 * not given.
 *
 * On media that are written one session after the other (CD-R, DVD-R, DVD+R, BD-R, CD-RW) it records the next session: on a
 * blank disc of any image, behind others of one that was made from that disc (E_IMAPI_DF2DATA_MEDIA_NOT_BLANK for any
 * other, ERR_PLAN_STALE where the disc has changed since). `overwrite` is never needed there, and changes nothing.
 *
 * With a list of `ranges` only these are recorded. With `ranges: 'differences'` the .iso is compared with the rewritable disc
 * in the drive, and the write units that differ are recorded. That replaces live data in place: **until it has finished the
 * disc holds neither what it held before nor the image.** So it needs a `journal`, and `resumeBurn` finishes it after a power
 * cut; docs/incremental-burning.md has the whole story. It rejects with ERR_NOT_REWRITABLE, ERR_SOURCE_UNREADABLE (also where
 * another program has the .iso open for writing), ERR_JOURNAL_WRITE and ERR_JOURNAL_EXISTS, and nothing is written then.
 */
export function burnImage(
  recorder: DiscRecorder,
  image: ImageResult | string,
  options?: BurnImageOptions,
): Operation<BurnProgress, BurnReport> {
  return startBurn(CallSite.here('burnImage'), options, () => ({
    recorder: OpenRecorder.ownedBy(recorder, 'recorder'),
    image:
      typeof image === 'string'
        ? resolve(Judge.argument.text(image, 'image'))
        : OpenImageResult.ownedBy(image, 'image'),
    options: judgeBurnImage(options, typeof image === 'string' ? 'file' : 'result'),
  }));
}
