import { CallSite } from '../errors/call-site.js';
import type { ImageResult } from '../image/image-result.js';
import { OpenImageResult } from '../image/open-image-result.js';
import type { Operation } from '../operation/operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import type { BurnOptions } from './burn-options.js';
import type { BurnProgress } from './burn-progress.js';
import type { BurnReport } from './burn-report.js';
import { judgeBurnModified } from './judge-burn-options.js';
import { startBurn } from './start-burn.js';

/**
 * Records only the modified ranges, in list order, through IDiscFormat2Data with the image's own stream. Never sets
 * ForceOverwrite. Rejects with ERR_WHOLE_IMAGE_REQUIRED where the image names no ranges, ERR_BLOCK_RANGES where the list
 * can't be right (nothing is then written), ERR_PLAN_STALE, ERR_BUSY; with `journal` also with ERR_JOURNAL_WRITE,
 * ERR_JOURNAL_EXISTS and ERR_NO_COMMIT_RANGES, and nothing is written then either; with a BurnError once it had begun, and with a
 * BurnAbortedError where it was cancelled.
 */
export function burnModified(
  recorder: DiscRecorder,
  image: ImageResult,
  options?: BurnOptions,
): Operation<BurnProgress, BurnReport> {
  return startBurn(CallSite.here('burnModified'), options, () => ({
    recorder: OpenRecorder.ownedBy(recorder, 'recorder'),
    image: OpenImageResult.ownedBy(image, 'image'),
    options: judgeBurnModified(options),
  }));
}
