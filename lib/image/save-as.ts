import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { CallSite } from '../errors/call-site.js';
import { foreignMessage } from '../errors/foreign-errors.js';
import { Refusal } from '../errors/refusal.js';
import { Stopped } from '../errors/stopped.js';
import type { Owned } from '../handles/owned.js';
import type { NativeTask, ResultHandle } from '../native/binding.js';
import type { Operation, OperationOptions } from '../operation/operation.js';
import { startOperation } from '../operation/start-operation.js';
import { ImageReader } from './image-reader.js';
import type { SaveProgress } from './image-result.js';

interface Saving {
  readonly reader: ImageReader;
  readonly path: string;
  readonly totalBlocks: number;
  readonly blockSize: number;
}

export function saveAs(
  site: CallSite,
  result: Owned<ResultHandle>,
  size: { readonly totalBlocks: number; readonly blockSize: number },
  path: string,
  options: OperationOptions<SaveProgress> | undefined,
): Operation<SaveProgress, void> {
  return startOperation(
    site,
    options,
    () => {
      judgeOperationOptions(knownOptions(options, operationKeys));
      const target = resolve(Judge.argument.text(path, 'path'));
      result.use();
      const reader = new ImageReader(result, { startLba: 0, endLba: size.totalBlocks - 1 });
      return (report) => saveTask({ reader, path: target, ...size }, report);
    },
    () => undefined,
  );
}

function saveTask(saving: Saving, report: (progress: SaveProgress) => void): NativeTask<void> {
  const control = { stopped: false };
  return {
    promise: save(saving, report, control),
    cancel(): boolean {
      control.stopped = true;
      return true;
    },
  };
}

async function save(
  saving: Saving,
  report: (progress: SaveProgress) => void,
  control: { readonly stopped: boolean },
): Promise<void> {
  const partial = `${saving.path}.${randomUUID()}.partial`;
  const writing = async <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw writeRefusal(saving.path, error);
    });
  const file = await writing(open(partial, 'wx'));
  try {
    try {
      await copy(saving, file, report, control, writing);
    } finally {
      await writing(file.close());
    }
    await writing(rename(partial, saving.path));
  } catch (failure) {
    await rm(partial, { force: true });
    throw failure;
  }
}

async function copy(
  { reader, totalBlocks, blockSize }: Saving,
  file: FileHandle,
  report: (progress: SaveProgress) => void,
  control: { readonly stopped: boolean },
  writing: <Result>(work: Promise<Result>) => Promise<Result>,
): Promise<void> {
  let position = 0;
  // The image is read ahead by one step while the file is written. Whoever ends early waits for that
  // step, so that nothing reads on when the save has settled.
  let reading = reader.next();
  try {
    for (let bytes = await reading; bytes !== null; bytes = await reading) {
      if (control.stopped) throw new Stopped();
      reading = reader.next();
      reading.catch(() => undefined); // told by the next turn, if there is one
      await writing(writeAll(file, bytes));
      position += bytes.length;
      report({ blocks: position / blockSize, totalBlocks });
    }
  } finally {
    await Promise.allSettled([reading]);
  }
}

/** As writeFile, which would go to the thread pool twice for these. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done)).bytesWritten;
  }
}

function writeRefusal(path: string, error: unknown): Refusal {
  const why = foreignMessage(error);
  return new Refusal(
    'ERR_FILE_WRITE',
    `The image could not be saved as ${path}: ${why}. Choose another place.`,
    error,
  );
}
