import { Readable } from 'node:stream';

import { Judge } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import type { CallSite } from '../errors/call-site.js';
import type { Owned } from '../handles/owned.js';
import type { ResultHandle } from '../native/binding.js';
import type { StreamOptions } from './image-result.js';
import { ReadAhead, type Stretch } from './read-ahead.js';

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

/** A Readable over an image. Nothing is read before somebody asks; after that it is a bounded stretch ahead. */
export function imageStream(
  site: CallSite,
  result: Owned<ResultHandle>,
  { totalBlocks, blockSize }: { readonly totalBlocks: number; readonly blockSize: number },
  options: StreamOptions | undefined,
): Readable {
  let reader: ReadAhead | null = null;
  let forget = (): void => undefined;
  const stream = new Readable({
    read(): void {
      void push(site, stream, reader);
    },
    destroy(error, callback): void {
      forget();
      void ended(result, reader).then(() => {
        callback(error);
      });
    },
  });
  try {
    result.use();
    reader = new ReadAhead(result, blockSize, judgeStretch(options, totalBlocks));
    forget = result.onClose(() => {
      stream.destroy(site.error(result.closedRefusal()) as Error);
    });
  } catch (failure) {
    stream.destroy(site.error(failure) as Error);
  }
  return stream;
}

/** When nothing reads for a stream any more: leaving a loop over it waits for that, but not for a drive that hangs. */
async function ended(result: Owned<ResultHandle>, reader: ReadAhead | null): Promise<void> {
  if (reader !== null) await result.giveUpUnless(reader.stop());
}

async function push(site: CallSite, stream: Readable, reader: ReadAhead | null): Promise<void> {
  try {
    const bytes = await (reader?.next() ?? null);
    if (!stream.destroyed) stream.push(bytes);
  } catch (failure) {
    stream.destroy(site.error(failure) as Error);
  }
}
