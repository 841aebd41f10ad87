import { describe, expect, jest, test } from '@jest/globals';
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

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeInfo, fakeTask } from '../fakes/fake-binding';

/**
 * Whatever a caller gives: it rejects with a code of its own, it never throws, and the addon never sees it. `npm test` tries
 * always the same; `npm run fuzz` has it try others for as long as it is told, and repeats them by their seed (scripts/fuzz.js).
 */

const seconds = Number(process.env['IMAPI2_FUZZ_SECONDS'] ?? '0');
const seed = Number(process.env['IMAPI2_FUZZ_SEED'] ?? '20260101');
jest.setTimeout(120_000 + 1000 * seconds);

/** So many rounds, or as many as its share of the time allows. */
function* rounds(name: string, share: number): Generator<number> {
  const end = Date.now() + 1000 * seconds * share;
  let round = 0;
  while (seconds === 0 ? round < 150 : Date.now() < end) yield round++;
  if (seconds > 0) process.stderr.write(`options: seed ${seed}, ${round} rounds ${name}\n`);
}

/** The same values for the same seed (mulberry32). */
function* randomNumbers(start: number): Generator<number, never> {
  let state = start >>> 0;
  for (;;) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

const random = randomNumbers(seed);
const below = (end: number): number => Math.floor(random.next().value * end);
function pick<Value>(values: readonly Value[]): Value {
  const value = values[below(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** What a caller's own code throws while it is asked for its ranges. It comes back as it is. */
const own = new Error('of the caller');
const throwing = {
  get [Symbol.iterator](): never {
    throw own;
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
        throw own;
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

/** One of these, or one made of them: nested, or with numbers and text that nobody has thought of. */
function badValue(depth = 0): unknown {
  const made: readonly (() => unknown)[] = [
    () => -1 - below(2 ** 53),
    () => below(2 ** 31) + 0.5,
    () => `${'x'.repeat(below(300))}\0${String.fromCodePoint(below(0xd800))}`,
    () => Array.from({ length: 1 + below(3) }, () => badValue(depth + 1)),
    () => Object.fromEntries([[pick(keys), badValue(depth + 1)]]),
  ];
  return depth > 3 || below(2) === 0 ? pick(never) : pick(made)();
}

/** Options with at least one key, of which each has a value that no option accepts. */
function badOptions(): object {
  const options: Record<string, unknown> = {};
  for (let count = 1 + below(3); count > 0; count--)
    Object.defineProperty(options, pick(keys), {
      value: badValue(),
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

function refusalOf(judge: () => unknown): unknown {
  try {
    return judge();
  } catch (error) {
    return error;
  }
}

type Call = (options: never, value: never) => PromiseLike<unknown>;

/** Of a refusal. */
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
    for (const round of rounds('of every function', 0.7)) {
      if (mistakes.length > 0 && seconds > 0) break;
      for (const [name, call] of [...Object.entries(withOptions), ...Object.entries(withValues)]) {
        const options = badOptions() as never;
        const value = badValue() as never;
        const given = `${name} (seed ${seed}, round ${round}): ${Object.keys(options).join(', ')}`;
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
        if (error !== own && !(error instanceof ImapiError && codes.includes(error.code)))
          mistakes.push(
            `${given} ended with ${error instanceof Error ? error.message : 'success'}`,
          );
      }
    }
    expect([...new Set(mistakes)].slice(0, 20)).toEqual([]);
  });

  test('of open are refused before anything is loaded', async () => {
    for (const round of rounds('of open', 0.3)) {
      const options = badOptions();
      const given = `seed ${seed}, round ${round}: ${Object.keys(options).join(', ')}`;
      const judged = refusalOf(() => judgeOpenOptions(options));
      // Off Windows it has another reason as well; it rejects, and never throws.
      const ended = await failureOf(open(options));
      expect([given, judged instanceof Refusal, ended instanceof ImapiError]).toEqual([
        given,
        true,
        true,
      ]);
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
