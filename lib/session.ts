import { resolve } from 'node:path';

import { Judge } from './arguments/judge.js';
import { CallSite } from './errors/call-site.js';
import { Owned } from './handles/owned.js';
import type { FileSystemImage } from './image/file-system-image.js';
import { judgeImageOptions, type ImageOptions, type ImageProgress } from './image/image-options.js';
import { imageProgress } from './image/image-progress.js';
import { OpenImage } from './image/open-image.js';
import type { Imapi } from './imapi.js';
import type { ProviderHandle } from './native/binding.js';
import { boundedCancel } from './operation/bounded-cancel.js';
import type { Operation } from './operation/operation.js';
import { startOperation } from './operation/start-operation.js';
import type { DiscRecorder } from './recorder/disc-recorder.js';
import { OpenRecorder } from './recorder/open-recorder.js';
import { recorderInfo, type RecorderInfo } from './recorder/recorder-info.js';
import { OpenVirtualControl } from './virtual/open-virtual-control.js';
import type { VirtualControl } from './virtual/virtual-control.js';
import type { DriveEvent, WatchOptions } from './watch/drive-event.js';
import { DriveWatch } from './watch/drive-watch.js';
import { watch } from './watch/watch.js';

/** What `open` gives. */
export class Session implements Imapi {
  readonly provider: 'system' | 'virtual';
  readonly virtual: VirtualControl | null;
  readonly #owned: Owned<ProviderHandle>;
  readonly #watch: DriveWatch;

  constructor(owned: Owned<ProviderHandle>, provider: 'system' | 'virtual', isVirtual: boolean) {
    this.#owned = owned;
    this.#watch = new DriveWatch(owned);
    this.provider = provider;
    this.virtual = isVirtual ? new OpenVirtualControl(owned) : null;
  }

  recorders(): Promise<RecorderInfo[]> {
    return CallSite.here('Imapi.recorders').run(async () => {
      const drives = await this.#owned.binding.recorders(this.#owned.use());
      return drives.map(recorderInfo);
    });
  }

  recorder(name: string): Promise<DiscRecorder> {
    const { binding } = this.#owned;
    return CallSite.here('Imapi.recorder').run(async () => {
      const wanted = Judge.argument.text(name, 'name');
      const { handle, info } = await binding.openRecorder(this.#owned.use(), wanted);
      return new OpenRecorder(
        new Owned(binding, handle, 'DiscRecorder', this.#owned),
        recorderInfo(info),
      );
    });
  }

  createImage(options?: ImageOptions): Operation<ImageProgress, FileSystemImage> {
    const { binding } = this.#owned;
    return startOperation(
      CallSite.here('Imapi.createImage'),
      options,
      () => {
        const native = judgeImageOptions(options);
        const given = options?.recorder;
        const drive = given === undefined ? null : OpenRecorder.ownedBy(given, 'options.recorder');
        const recorder = drive?.use() ?? null;
        const provider = this.#owned.use();
        return (report) => {
          const task = binding.createImage(provider, recorder, native, (progress) => {
            report(imageProgress(progress));
          });
          return drive === null ? task : boundedCancel(task, drive);
        };
      },
      ({ handle, state }) =>
        new OpenImage(
          new Owned(binding, handle, 'FileSystemImage', this.#owned),
          this.#owned,
          state,
        ),
    );
  }

  watch(options?: WatchOptions): AsyncIterableIterator<DriveEvent> {
    return watch(CallSite.here('Imapi.watch'), this.#watch, options);
  }

  validateImage(path: string): Promise<void> {
    return CallSite.here('Imapi.validateImage').run(() => {
      const file = resolve(Judge.argument.text(path, 'path'));
      return this.#owned.binding.validateImage(this.#owned.use(), file);
    });
  }

  close(): Promise<void> {
    return CallSite.here('Imapi.close').run(() => this.#owned.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
