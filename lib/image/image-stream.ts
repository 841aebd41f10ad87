import { Readable } from 'node:stream';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import type { CallSite } from '../errors/call-site.js';
import type { Owned } from '../handles/owned.js';
import type { ResultHandle } from '../native/binding.js';
import { ImageReader, type Stretch } from './image-reader.js';
import type { StreamOptions } from './image-result.js';

function judgeStretch(options: StreamOptions | undefined, totalBlocks: number): Stretch {
  const judge: Judge = Judge.option;
  const given = knownOptions(options, ['startLba', 'endLba']);
  const last = totalBlocks - 1;
  const startLba = judge.optional(given['startLba'], 0, (value) =>
    judge.integer(value, 'startLba', 0, last),
  );
  const endLba = judge.optional(given['endLba'], last, (value) =>
    judge.integer(value, 'endLba', startLba, last),
  );
  return { startLba, endLba };
}

/** A Readable over an image. It reads only what is asked for, so a slow reader costs no memory. */
export function imageStream(
  site: CallSite,
  result: Owned<ResultHandle>,
  totalBlocks: number,
  options: StreamOptions | undefined,
): Readable {
  let reader: ImageReader | null = null;
  let forget = (): void => undefined;
  const stream = new Readable({
    read(): void {
      void push(site, stream, reader);
    },
    destroy(error, callback): void {
      forget();
      callback(error);
    },
  });
  try {
    result.use();
    reader = new ImageReader(result, judgeStretch(options, totalBlocks));
    forget = result.onClose(() => {
      stream.destroy(site.error(result.closedRefusal()) as Error);
    });
  } catch (failure) {
    stream.destroy(site.error(failure) as Error);
  }
  return stream;
}

async function push(site: CallSite, stream: Readable, reader: ImageReader | null): Promise<void> {
  try {
    const bytes = await (reader?.next() ?? null);
    if (!stream.destroyed) stream.push(bytes);
  } catch (failure) {
    stream.destroy(site.error(failure) as Error);
  }
}
