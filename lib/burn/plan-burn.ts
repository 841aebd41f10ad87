import { CallSite } from '../errors/call-site.js';
import type { ImageResult } from '../image/image-result.js';
import { OpenImageResult } from '../image/open-image-result.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import type { PlanOptions } from './burn-options.js';
import { burnPlan, type BurnPlan } from './burn-plan.js';
import { judgePlanOptions } from './judge-burn-options.js';

/** Works out what burnModified would do, and judges its ranges, without writing a sector. */
export function planBurn(
  recorder: DiscRecorder,
  image: ImageResult,
  options?: PlanOptions,
): Promise<BurnPlan> {
  return CallSite.here('planBurn').run(async () => {
    const drive = OpenRecorder.ownedBy(recorder, 'recorder');
    const result = OpenImageResult.ownedBy(image, 'image');
    return burnPlan(
      await drive.binding.planBurn(drive.use(), result.use(), judgePlanOptions(options)),
    );
  });
}
