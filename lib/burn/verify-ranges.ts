import { CallSite } from '../errors/call-site.js';
import type { ImageResult } from '../image/image-result.js';
import { OpenImageResult } from '../image/open-image-result.js';
import type { NativeTask } from '../native/binding.js';
import type { Operation } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import { OpenRecorder } from '../recorder/open-recorder.js';
import type { VerifyOptions } from './burn-options.js';
import { BurnProgressMeter, type BurnProgress } from './burn-progress.js';
import type { VerifyReport } from './burn-report.js';
import { judgeVerifyRanges } from './judge-burn-options.js';

/** Reads the ranges back from the disc and compares them with the image. What differs is in the report, not an error. */
export function verifyRanges(
  recorder: DiscRecorder,
  image: ImageResult,
  options?: VerifyOptions,
): Operation<BurnProgress, VerifyReport> {
  return startOperation(
    CallSite.here('verifyRanges'),
    options,
    () => {
      const ranges = judgeVerifyRanges(options);
      const drive = OpenRecorder.ownedBy(recorder, 'recorder');
      const handle = drive.use();
      const result = OpenImageResult.ownedBy(image, 'image').use();
      return (report): NativeTask<VerifyReport> => {
        const meter = new BurnProgressMeter(report);
        const started = performance.now();
        const update = meter.update.bind(meter);
        const { hangTimeout } = drive;
        const task = drive.binding.verifyRanges(handle, result, ranges, update, hangTimeout);
        const promise = task.promise.then((done) => {
          meter.complete(
            'verify',
            done.blocks,
            (ranges?.length ?? 2) / 2,
            performance.now() - started,
          );
          return done;
        });
        return { promise, cancel: () => task.cancel() };
      };
    },
    (report) => report,
  );
}
