import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import {
  isAbortSignal,
  judgeOperationOptions,
  operationKeys,
} from '../arguments/operation-options.js';
import { CallSite } from '../errors/call-site.js';
import { Owned } from '../handles/owned.js';
import type { RecorderHandle } from '../native/binding.js';
import type { Operation } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import type {
  DiscRecorder,
  DriveFeatures,
  EraseOptions,
  LockOptions,
  RecorderLock,
  WaitOptions,
} from './disc-recorder.js';
import { EraseProgressMeter, type EraseProgress } from './erase-progress.js';
import { mediaInfo, type MediaInfo } from './media-info.js';
import { OpenRecorderLock } from './open-recorder-lock.js';
import type { RecorderInfo } from './recorder-info.js';
import { timeToNotice, waitUntilReady } from './wait-until-ready.js';

/** 64 MiB: what one readSectors may ask for. */
const maxSectorsPerRead = 32_768;
const defaultReadyTimeout = 60_000;
const longestTimeout = 0x7fffffff;

export class OpenRecorder implements DiscRecorder {
  readonly info: RecorderInfo;
  readonly #owned: Owned<RecorderHandle>;
  /** Until then a disc may still be overlooked, see timeToNotice. */
  #noticed = 0;

  constructor(owned: Owned<RecorderHandle>, info: RecorderInfo) {
    this.#owned = owned;
    this.info = info;
  }

  /** The drive behind a DiscRecorder that a caller gave; a Refusal where it is none of ours. */
  static ownedBy(recorder: unknown, name: string): Owned<RecorderHandle> {
    if (typeof recorder === 'object' && recorder !== null && #owned in recorder)
      return recorder.#owned;
    return Judge.argument.refuse(name, 'must be a DiscRecorder of this package', recorder);
  }

  exclusiveOwner(): Promise<string | null> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.exclusiveOwner').run(() =>
      binding.exclusiveOwner(this.#owned.use()),
    );
  }

  media(): Promise<MediaInfo> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.media').run(async () =>
      mediaInfo(await binding.mediaInfo(this.#owned.use())),
    );
  }

  features(): Promise<DriveFeatures> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.features').run(() => binding.features(this.#owned.use()));
  }

  waitUntilReady(options?: WaitOptions): Promise<void> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.waitUntilReady').run(() => {
      const given = knownOptions(options, ['timeout', 'signal']);
      const timeout = Judge.option.optional(given['timeout'], defaultReadyTimeout, (value) =>
        Judge.option.integer(value, 'timeout', 0, longestTimeout),
      );
      const signal = Judge.option.optional(given['signal'], undefined, (value) =>
        isAbortSignal(value)
          ? value
          : Judge.option.refuse('signal', 'must be an AbortSignal', value),
      );
      return waitUntilReady(
        () => binding.testUnitReady(this.#owned.use()),
        timeout,
        signal,
        this.#noticed,
      );
    });
  }

  lock(options?: LockOptions): Promise<RecorderLock> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.lock').run(async () => {
      const { force: given } = knownOptions(options, ['force']);
      const force = Judge.option.optional(given, false, (value) =>
        Judge.option.boolean(value, 'force'),
      );
      const handle = await binding.lock(this.#owned.use(), force);
      return new OpenRecorderLock(new Owned(binding, handle, 'RecorderLock', this.#owned));
    });
  }

  eject(): Promise<void> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.eject').run(() => {
      this.#noticed = 0;
      return binding.eject(this.#owned.use());
    });
  }

  closeTray(): Promise<void> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.closeTray').run(async () => {
      await binding.closeTray(this.#owned.use());
      this.#noticed = performance.now() + timeToNotice;
    });
  }

  erase(options?: EraseOptions): Operation<EraseProgress, void> {
    const { binding } = this.#owned;
    return startOperation(
      CallSite.here('DiscRecorder.erase'),
      options,
      () => {
        const given = knownOptions<EraseOptions>(options, [
          ...operationKeys,
          'full',
          'hangTimeout',
        ]);
        judgeOperationOptions(given);
        const full = Judge.option.optional(given['full'], false, (value) =>
          Judge.option.boolean(value, 'full'),
        );
        const { hangTimeout } = this.#owned;
        const timeout = Judge.option.optional(given['hangTimeout'], hangTimeout, (value) =>
          Judge.option.integer(value, 'hangTimeout', 0, longestTimeout),
        );
        const handle = this.#owned.use();
        return (report) => {
          const meter = new EraseProgressMeter(report);
          const update = meter.update.bind(meter);
          return binding.erase(handle, full, update, timeout);
        };
      },
      () => undefined,
    );
  }

  readSectors(start: number, count: number): Promise<Uint8Array> {
    const { binding } = this.#owned;
    return CallSite.here('DiscRecorder.readSectors').run(async () => {
      Judge.argument.integer(start, 'start', 0, maxSector);
      Judge.argument.integer(count, 'count', 1, maxSectorsPerRead);
      return new Uint8Array(await binding.readSectors(this.#owned.use(), start, count));
    });
  }

  close(): Promise<void> {
    return CallSite.here('DiscRecorder.close').run(() => this.#owned.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
