import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

import type { FileSystemImage } from 'imapi2';

import type {
  NativeBinding,
  NativeEntriesAdded,
  NativeFailure,
  NativeImageState,
  NativeNewEntry,
} from '#lib/native/binding';

import { fakeHandle, fakeImapi, fakeTask } from './fake-binding';

/** A call of addEntries before one of its entries is added. */
export interface Adding {
  readonly entries: readonly NativeNewEntry[];
  readonly entry: NativeNewEntry;
  readonly index: number;
}

export interface EntriesFake {
  /** As it is once a call has done what it does. */
  readonly state: () => NativeImageState;
  /** What was added, in its order; folders with a slash at the end. */
  readonly added: string[];
  /** Runs before each entry; a failure is why that one is not added. */
  readonly before?: (adding: Adding) => NativeFailure | undefined | Promise<undefined>;
  /** After so many of a call its turn is over. */
  readonly turn?: number;
}

/** addEntries as the addon has it: in order, to the first that fails, to a cancel, to the end of its turn. */
export function fakeAddEntries(fake: EntriesFake): NativeBinding['addEntries'] {
  return (_image, entries) => {
    const control = { cancelled: false };
    return {
      promise: addAll(fake, entries, control),
      cancel() {
        control.cancelled = true;
        return true;
      },
    };
  };
}

/** An image to which trees can be added, and nothing else. */
export async function imageOf(fake: EntriesFake): Promise<FileSystemImage> {
  const image = fakeTask<{ handle: never; state: NativeImageState }>();
  image.resolve({ handle: fakeHandle('image'), state: fake.state() });
  return fakeImapi({
    createImage: () => image,
    addEntries: fakeAddEntries(fake),
  }).createImage();
}

async function addAll(
  { state, added, before = () => undefined, turn = Infinity }: EntriesFake,
  entries: readonly NativeNewEntry[],
  control: { readonly cancelled: boolean },
): Promise<NativeEntriesAdded> {
  let bytes = 0;
  let count = 0;
  for (const [index, entry] of entries.entries()) {
    // On a worker of its own: JavaScript has its turns in between.
    await setImmediate();
    if (control.cancelled || count === turn) break;
    const failure = await before({ entries, entry, index });
    if (failure !== undefined) return { count, bytes, failure, state: state() };
    added.push(entry.source === null ? `${entry.destination}/` : entry.destination);
    if (entry.source !== null) bytes += statSync(entry.source).size;
    count++;
  }
  return { count, bytes, failure: null, state: state() };
}
