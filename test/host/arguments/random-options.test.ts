import { describe, expect, test } from '@jest/globals';
import {
  BlockRangeList,
  burnImage,
  burnModified,
  ImapiError,
  open,
  planBurn,
  resumeBurn,
  updateDisc,
  verifyRanges,
  type DiscRecorder,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
} from 'imapi2';

import { judgeOpenOptions } from '#lib/open-options';
import { Refusal } from '#lib/errors/refusal';

import { fakeHandle, fakeImapi, fakeInfo, fakeTask } from '../fakes/fake-binding';

/** Whatever a caller gives: it rejects with a code of its own, it never throws, and the addon never sees it. */

const rounds = 150;

/** The same values each time (mulberry32). */
function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const random = randomNumbers(20_260_101);
const below = (end: number): number => Math.floor(random.next().value * end);
function pick<Value>(values: readonly Value[]): Value {
  const value = values[below(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const throwing = {
  get [Symbol.iterator](): never {
    throw new Error('a getter that throws');
  },
};

/** Values that no option of the package accepts, wherever they are given. */
const never: readonly unknown[] = [
  null,
  Symbol('symbol'),
  10n,
  NaN,
  -1,
  1.5,
  Infinity,
  '',
  'a\0b',
  throwing,
  [null],
  [{ startLba: 'one' }],
  [{}],
  new Date(NaN),
  Object.create(null),
  new Proxy(
    {},
    {
      get: (): never => {
        throw new Error('a trap that throws');
      },
    },
  ),
];

const keys = [
  'signal onProgress plan verify writeSpeed closeMedia ejectAfter ranges journal keepAwake cancelTimeout whenWholeImage',
  'overwrite recorder importPrevious media volumeName fileSystems udfRevision freeMediaBlocks workingDirectory bootImages',
  'timeout force full onError filter replace modified hidden startLba endLba provider imageProvider clientName drives',
  'faults switches nonsense __proto__ constructor toString',
].flatMap((line) => line.split(' '));

/** Options with at least one key, of which each has a value that no option accepts. */
function badOptions(): object {
  const options: Record<string, unknown> = {};
  for (let count = 1 + below(3); count > 0; count--)
    Object.defineProperty(options, pick(keys), {
      value: pick(never),
      enumerable: true,
      configurable: true,
    });
  return options;
}

const state = { volumeName: 'DISC', freeMediaBlocks: 100 };

async function handles(): Promise<{
  imapi: Imapi;
  recorder: DiscRecorder;
  image: FileSystemImage;
  result: ImageResult;
}> {
  const image = fakeTask<{ handle: never; state: typeof state }>();
  const result = fakeTask<{
    handle: never;
    totalBlocks: number;
    blockSize: number;
    discId: string;
  }>();
  const imapi = fakeImapi({
    openRecorder: () => Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo }),
    createImage: () => image,
    createResult: () => result,
  });
  image.resolve({ handle: fakeHandle('image'), state });
  result.resolve({ handle: fakeHandle('result'), totalBlocks: 64, blockSize: 2048, discId: 'id' });
  const made = await imapi.createImage();
  return {
    imapi,
    recorder: await imapi.recorder('D:'),
    image: made,
    result: await made.createResult(),
  };
}

type Call = (options: never, value: never) => PromiseLike<unknown>;

const codes = ['ERR_INVALID_ARGUMENT', 'ERR_INVALID_OPTION', 'ERR_BLOCK_RANGES'];

describe('random options and arguments', () => {
  test('reject with a code of their own, by every function, and nothing is thrown', async () => {
    const { imapi, recorder, image, result } = await handles();
    const withOptions: Record<string, Call> = {
      planBurn: (it) => planBurn(recorder, result, it),
      burnModified: (it) => burnModified(recorder, result, it),
      burnImage: (it) => burnImage(recorder, result, it),
      'burnImage of a file': (it) => burnImage(recorder, 'a.iso', it),
      verifyRanges: (it) => verifyRanges(recorder, result, it),
      resumeBurn: (it) => resumeBurn(recorder, 'burn.journal', it),
      updateDisc: (it) => updateDisc(imapi, recorder, () => Promise.resolve(), it),
      createImage: (it) => imapi.createImage(it),
      lock: (it) => recorder.lock(it),
      erase: (it) => recorder.erase(it),
      waitUntilReady: (it) => recorder.waitUntilReady(it),
      add: (it) => image.add(Buffer.from('x'), '/x', it),
      addTree: (it) => image.addTree('folder', '/x', it),
      createResult: (it) => image.createResult(it),
      saveAs: (it) => result.saveAs('a.iso', it),
    };
    const withValues: Record<string, Call> = {
      recorder: (_, it) => imapi.recorder(it),
      validateImage: (_, it) => imapi.validateImage(it),
      readSectors: (_, it) => recorder.readSectors(it, it),
      add: (_, it) => image.add(it, it),
      addTree: (_, it) => image.addTree(it, it),
      createDirectory: (_, it) => image.createDirectory(it),
      remove: (_, it) => image.remove(it),
      list: (_, it) => image.list(it),
      setVolumeName: (_, it) => image.setVolumeName(it),
      saveAs: (_, it) => result.saveAs(it),
      burnImage: (_, it) => burnImage(it, it),
      burnModified: (_, it) => burnModified(it, it),
      resumeBurn: (_, it) => resumeBurn(it, it),
      updateDisc: (_, it) => updateDisc(it, it, it),
      counter: (_, it) => imapi.virtual?.counter(it) ?? Promise.resolve(),
      writes: (_, it) => imapi.virtual?.writes(it) ?? Promise.resolve(),
    };
    const mistakes: string[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const [name, call] of [...Object.entries(withOptions), ...Object.entries(withValues)]) {
        const options = badOptions() as never;
        const value = pick(never) as never;
        const given = `${name} (round ${round}): ${Object.keys(options).join(', ')}`;
        let promise: PromiseLike<unknown>;
        try {
          promise = call(options, value);
        } catch (error) {
          mistakes.push(`${given} threw ${String(error)}`);
          continue;
        }
        const error = await promise.then(
          () => null,
          (failure: unknown) => failure,
        );
        if (!(error instanceof ImapiError) || !codes.includes(error.code))
          mistakes.push(
            `${given} ended with ${error instanceof Error ? error.message : 'success'}`,
          );
      }
    }
    expect([...new Set(mistakes)].slice(0, 20)).toEqual([]);
  });

  test('of open are refused before anything is loaded', async () => {
    for (let round = 0; round < rounds; round++) {
      const options = badOptions();
      expect(() => judgeOpenOptions(options)).toThrow(Refusal);
      // Off Windows it has another reason as well; it rejects, and never throws.
      await expect(open(options)).rejects.toBeInstanceOf(ImapiError);
    }
  });

  test('of the two synchronous functions throw, or destroy the stream', async () => {
    const { result } = await handles();
    for (const value of never) {
      expect(() => BlockRangeList.from(value as never)).toThrow();
      const stream = result.stream({ startLba: value } as never);
      const error = await new Promise((resolve) => stream.once('error', resolve));
      expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    }
  });
});
