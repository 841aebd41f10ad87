import { types } from 'node:util';
import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import { CallSite } from '../errors/call-site.js';
import { Owned } from '../handles/owned.js';
import type {
  ImageHandle,
  NativeEntriesAdded,
  NativeImageState,
  NativeTask,
  ProviderHandle,
} from '../native/binding.js';
import { boundedCancel } from '../operation/bounded-cancel.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { addTree } from './add-tree.js';
import type {
  AddOptions,
  AddProgress,
  AddReport,
  AddTreeOptions,
  FileSystemImage,
} from './file-system-image.js';
import { imageEntry, type ImageEntry } from './image-entry.js';
import type { ImageProgress } from './image-options.js';
import { entryPath, imagePath } from './image-path.js';
import { imageProgress } from './image-progress.js';
import type { ImageResult } from './image-result.js';
import { OpenImageResult } from './open-image-result.js';
import type { AddEntries } from './tree-adding.js';

export class OpenImage implements FileSystemImage {
  readonly #owned: Owned<ImageHandle>;
  readonly #provider: Owned<ProviderHandle>;
  #state: NativeImageState;
  #touched = false;

  constructor(owned: Owned<ImageHandle>, provider: Owned<ProviderHandle>, state: NativeImageState) {
    this.#owned = owned;
    this.#provider = provider;
    this.#state = state;
  }

  /**
   * Whether anybody has tried to change it. An attempt that failed counts: it may have left the folders on the way, and
   * what a caller wanted recorded must not be taken for nothing.
   */
  static isTouched(image: FileSystemImage): boolean {
    return !(image instanceof OpenImage) || image.#touched;
  }

  get volumeName(): string {
    return this.#state.volumeName;
  }

  get freeMediaBlocks(): number {
    return this.#state.freeMediaBlocks;
  }

  setVolumeName(name: string): Promise<void> {
    return CallSite.here('FileSystemImage.setVolumeName').run(async () => {
      const text = Judge.argument.text(name, 'name');
      this.#state = await this.#owned.binding.setVolumeName(this.#change(), text);
    });
  }

  add(source: string | Uint8Array, destination: string, options?: AddOptions): Promise<void> {
    return CallSite.here('FileSystemImage.add').run(async () => {
      const content = types.isUint8Array(source)
        ? source
        : resolve(Judge.argument.text(source, 'source'));
      const path = entryPath(destination, 'destination');
      this.#state = await this.#owned.binding.addToImage(
        this.#change(),
        content,
        path,
        judgeAddOptions(options),
      );
    });
  }

  addTree(
    folder: string,
    destination: string,
    options?: AddTreeOptions,
  ): Operation<AddProgress, AddReport> {
    const site = CallSite.here('FileSystemImage.addTree');
    return addTree(site, this.#addEntries.bind(this), folder, destination, options);
  }

  createDirectory(path: string): Promise<void> {
    return CallSite.here('FileSystemImage.createDirectory').run(async () => {
      const entry = entryPath(path, 'path');
      this.#state = await this.#owned.binding.createDirectory(this.#change(), entry);
    });
  }

  remove(path: string): Promise<void> {
    return CallSite.here('FileSystemImage.remove').run(async () => {
      const entry = entryPath(path, 'path');
      this.#state = await this.#owned.binding.removeFromImage(this.#change(), entry);
    });
  }

  list(path = '/'): Promise<ImageEntry[]> {
    return CallSite.here('FileSystemImage.list').run(async () => {
      const entries = await this.#owned.binding.listImage(
        this.#owned.use(),
        imagePath(path, 'path'),
      );
      return entries.map(imageEntry);
    });
  }

  createResult(options?: OperationOptions<ImageProgress>): Operation<ImageProgress, ImageResult> {
    const { binding } = this.#owned;
    return startOperation(
      CallSite.here('FileSystemImage.createResult'),
      options,
      () => {
        judgeOperationOptions(knownOptions(options, operationKeys));
        const handle = this.#owned.use();
        return (report) => {
          const task = binding.createResult(handle, (progress) => {
            report(imageProgress(progress));
          });
          return boundedCancel(task, this.#owned);
        };
      },
      // A result holds what it needs by itself, so it outlives the image and ends with the whole Imapi at the latest.
      (native) =>
        new OpenImageResult(
          new Owned(binding, native.handle, 'ImageResult', this.#provider),
          native,
        ),
    );
  }

  close(): Promise<void> {
    return CallSite.here('FileSystemImage.close').run(() => this.#owned.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The handle, for a call that changes the image. */
  #change(): ImageHandle {
    this.#touched = true;
    return this.#owned.use();
  }

  #addEntries(...[entries, options]: Parameters<AddEntries>): NativeTask<NativeEntriesAdded> {
    const task = this.#owned.binding.addEntries(this.#change(), entries, options);
    const promise = task.promise.then((added) => {
      this.#state = added.state;
      return added;
    });
    return { promise, cancel: () => task.cancel() };
  }
}

function judgeAddOptions(options: AddOptions | undefined): {
  modified: number | null;
  hidden: boolean;
  replace: boolean;
} {
  const judge: Judge = Judge.option;
  const given = knownOptions(options, ['modified', 'hidden', 'replace']);
  return {
    modified: judge.optional(given['modified'], null, judgeDate),
    hidden: judge.optional(given['hidden'], false, (value) => judge.boolean(value, 'hidden')),
    replace: judge.optional(given['replace'], true, (value) => judge.boolean(value, 'replace')),
  };
}

function judgeDate(value: unknown): number {
  if (types.isDate(value) && !Number.isNaN(value.getTime())) return value.getTime();
  return Judge.option.refuse('modified', 'must be a valid Date', value);
}
