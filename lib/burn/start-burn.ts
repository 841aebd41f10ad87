import { BurnAbortedError } from '../errors/abort-errors.js';
import type { CallSite } from '../errors/call-site.js';
import { isNativeFailure } from '../errors/from-native.js';
import { abortMessage } from '../errors/messages.js';
import type { Owned } from '../handles/owned.js';
import type {
  NativeBurnProgress,
  NativeBurnReport,
  NativeTask,
  RecorderHandle,
  ResultHandle,
} from '../native/binding.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { BurnProgressMeter, completeBurn, type BurnProgress } from './burn-progress.js';
import type { BurnReport } from './burn-report.js';
import type { JudgedBurnOptions } from './judge-burn-options.js';

/** What a burn was asked to do, once everything about it has been judged. */
export interface JudgedBurn {
  readonly recorder: Owned<RecorderHandle>;
  /** A result, or the full path of an .iso file. */
  readonly image: Owned<ResultHandle> | string;
  readonly options: JudgedBurnOptions;
}

/** Begins a burn. The drive and the image are leased before it returns. */
export function startBurn(
  site: CallSite,
  options: OperationOptions<BurnProgress> | undefined,
  judge: () => JudgedBurn,
): Operation<BurnProgress, BurnReport> {
  return startOperation(
    site,
    options,
    () => {
      const begin = burnTask(judge());
      return (report): NativeTask<BurnReport> => {
        const meter = new BurnProgressMeter(report);
        const task = begin((progress) => {
          meter.update(progress);
        });
        const promise = task.promise.then((done) => {
          completeBurn(meter, done);
          return done;
        });
        return { promise, cancel: () => task.cancel() };
      };
    },
    (report) => report,
    (reason) => abortedEarly(site, reason),
  );
}

/** What begins the burn. Its handles are looked at here and now. */
export function burnTask(
  burn: JudgedBurn,
): (onProgress: (progress: NativeBurnProgress) => void) => NativeTask<NativeBurnReport> {
  const recorder = burn.recorder.use();
  const image = typeof burn.image === 'string' ? burn.image : burn.image.use();
  const cancelTimeout = burn.options.cancelTimeout ?? burn.recorder.hangTimeout;
  return (onProgress) => {
    const task = burn.recorder.binding.burn(
      recorder,
      image,
      { ...burn.options, cancelTimeout },
      onProgress,
    );
    const promise = task.promise.catch((failure: unknown): never => {
      throw abortedBeforeWriting(failure);
    });
    return { promise, cancel: () => task.cancel() };
  };
}

/** A burn that was cancelled while it was prepared says what one that was cancelled while it wrote does. */
function abortedBeforeWriting(failure: unknown): unknown {
  if (!isNativeFailure(failure) || failure.code !== 'ABORT_ERR' || failure.burn !== undefined)
    return failure;
  const burn = { aborted: true, discState: 'unchanged', report: {}, mismatches: null } as const;
  return { ...failure, burn };
}

/** What is cancelled before it writes anything ends so. */
export function abortedEarly(site: CallSite, reason: unknown): BurnAbortedError {
  const message = abortMessage(site.operation, 'unchanged');
  return new BurnAbortedError(message, reason, {
    driveError: null,
    discState: 'unchanged',
    report: {},
  });
}
