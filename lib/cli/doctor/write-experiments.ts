import { burnImage } from '../../burn/burn-image.js';
import type { BurnPlan } from '../../burn/burn-plan.js';
import { planBurn } from '../../burn/plan-burn.js';
import { OpenImageResult } from '../../image/open-image-result.js';
import type { Imapi } from '../../imapi.js';
import type { NativeWriteObservation } from '../../native/binding.js';
import type { BlockRange } from '../../ranges/block-range.js';
import { BlockRangeList } from '../../ranges/block-range-list.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { OpenRecorder } from '../../recorder/open-recorder.js';
import type { Context } from '../context.js';
import { ofBurn } from '../progress.js';
import { alignmentOf, orderOf } from './list-shape.js';
import {
  found,
  notPossible,
  seen,
  type Finding,
  type Findings,
  type QuestionId,
} from './questions.js';

/** What only a write on a rewritable disc can tell. */
export const writeQuestions: readonly QuestionId[] = [
  'drive-list-order',
  'drive-list-alignment',
  'append-without-force',
  'order-obeyed',
  'event-thread',
  'read-thread',
  'write-figures',
  'full-verification',
  'forced-list',
  'power-loss',
];

/** On the disc: all that the test writes is in it. */
const folder = '/imapi2-doctor';
const addedBytes = 400_000;

/** IMAPI_FORMAT2_DATA_WRITE_ACTION. */
const writing = 4;
const verifying = 7;

interface Observed {
  readonly plan: BurnPlan;
  readonly list: BlockRangeList;
  readonly totalBlocks: number;
  readonly observation: NativeWriteObservation;
}

/** Appends a file by IDiscFormat2Data::Write, with a stream and a sink of ours that note what they are asked, and when. */
async function observeAppend(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
  how: { readonly force: boolean },
): Promise<Observed | null> {
  const { signal } = context;
  const image = await imapi.createImage({ recorder, signal });
  const name = `append-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.bin`;
  await image.add(Buffer.alloc(addedBytes, how.force ? 2 : 1), `${folder}/${name}`);
  const result = await image.createResult({ signal });
  const list = await result.modifiedBlocks();
  if (list === null) return null;
  // Judged as before any burn: a list that can't be right is refused here.
  const plan = await planBurn(recorder, result);
  const drive = OpenRecorder.ownedBy(recorder, 'recorder');
  const handle = OpenImageResult.ownedBy(result, 'result');
  const task = drive.binding.observeWrite(drive.use(), handle.use(), how.force);
  const cancel = (): void => void task.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const observation = await task.promise.finally(() => signal.removeEventListener('abort', cancel));
  signal.throwIfAborted();
  await result.close();
  await image.close();
  return { plan, list, totalBlocks: result.totalBlocks, observation };
}

export async function writeExperiments(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
): Promise<Findings> {
  const { blank } = await recorder.media();
  if (blank) await firstSession(context, imapi, recorder);
  const loss = notPossible(
    'No program can cut the power of a drive. Pull the plug in the middle of `imapi2 update`, then run `imapi2 resume`.',
  );
  context.face.say('Write test: an append with ForceOverwrite FALSE and full verification.');
  const plain = await observeAppend(context, imapi, recorder, { force: false });
  if (plain === null)
    return {
      'append-without-force': notPossible('The image names no modified blocks.'),
      'power-loss': loss,
    };
  const findings: Findings = { ...readPlain(plain), 'power-loss': loss };
  context.face.say('Write test: an append with ForceOverwrite TRUE.');
  const forced = await observeAppend(context, imapi, recorder, { force: true });
  return { ...findings, 'forced-list': forcedList(forced) };
}

async function firstSession(
  { face, signal }: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
): Promise<void> {
  face.say('Write test: a first session on the blank disc.');
  const image = await imapi.createImage({ recorder, signal, volumeName: 'IMAPI2_DOCTOR' });
  await image.add(Buffer.alloc(addedBytes), `${folder}/first.bin`);
  await burnImage(recorder, await image.createResult({ signal }), {
    signal,
    onProgress: (progress) => face.progress(ofBurn(progress)),
  });
  await image.close();
}

const hex = (hresult: number): string => `0x${hresult.toString(16).padStart(8, '0').toUpperCase()}`;
const failed = (hresult: number): boolean => hresult >= 0x8000_0000;

function shown(ranges: Iterable<BlockRange>): string {
  const words = [...ranges].map(({ startLba, endLba }) => `${startLba}-${endLba}`);
  return words.length > 12 ? `${words.slice(0, 12).join(', ')}, …` : words.join(', ');
}

function threads(ids: readonly number[], caller: number): string {
  if (ids.length === 0) return 'No call came.';
  const others = ids.filter((id) => id !== caller).length;
  if (others === 0) return 'On the thread that called Write.';
  return others === ids.length
    ? `On ${others} thread(s) other than the one that called Write.`
    : `On the thread that called Write, and on ${others} other(s).`;
}

/** The stretches of the stream that were read during an action, joined where they meet. */
function readDuring({ reads }: NativeWriteObservation, action: number): BlockRange[] {
  const joined: { startLba: number; endLba: number }[] = [];
  for (const read of reads.filter((one) => one.action === action)) {
    const last = joined.at(-1);
    if (last !== undefined && read.startLba <= last.endLba + 1 && read.startLba >= last.startLba)
      last.endLba = Math.max(last.endLba, read.endLba);
    else joined.push({ startLba: read.startLba, endLba: read.endLba });
  }
  return joined;
}

/** Which ranges of the list the drive was at, by its events, in the order in which it came to them. */
function rangesVisited({ list, observation }: Observed): number[] {
  const visited: number[] = [];
  const ranges = [...list];
  for (const { action, lastWrittenLba } of observation.events) {
    if (action !== writing) continue;
    const at = ranges.findIndex(
      ({ startLba, endLba }) => startLba <= lastWrittenLba && lastWrittenLba <= endLba,
    );
    if (at !== -1 && visited.at(-1) !== at) visited.push(at);
  }
  return visited;
}

function orderObeyed(observed: Observed): Finding {
  const visited = rangesVisited(observed);
  const reads = readDuring(observed.observation, writing);
  if (visited.length < 2)
    return seen(
      `The events were too few to tell. The stream was read in this order: ${shown(reads)}.`,
    );
  const ascending = [...new Set(visited)].sort((a, b) => a - b);
  const inOrder = visited.join() === ascending.join();
  return found(
    inOrder,
    `By the events the drive was at ranges ${visited.map((at) => at + 1).join(', ')}. The stream was read in this order: ${shown(reads)}.`,
  );
}

function figures({ list, observation, totalBlocks }: Observed): Finding {
  const pairs = new Map<string, readonly [start: number, count: number]>();
  for (const { action, startLba, sectorCount } of observation.events)
    if (action === writing) pairs.set(`${startLba}+${sectorCount}`, [startLba, sectorCount]);
  const all = [...pairs.values()];
  if (all.length === 0) return seen('No event came while it was writing.');
  const perRange = all.every(([start, count]) =>
    [...list].some(({ startLba, endLba }) => startLba === start && endLba - startLba + 1 === count),
  );
  const perImage = all.every(([start, count]) => start === 0 && count === totalBlocks);
  const words = perRange ? 'The range at hand' : perImage ? 'The whole image' : 'Something else';
  return seen(`${words}: ${[...pairs.keys()].slice(0, 12).join(', ')} (StartLba+SectorCount).`);
}

function fullVerification({ list, observation, totalBlocks }: Observed): Finding {
  const reads = readDuring(observation, verifying);
  const sectors = reads.reduce((sum, { startLba, endLba }) => sum + endLba - startLba + 1, 0);
  if (sectors === 0)
    return seen('The stream was not read while it verified, so what it compared is not known.');
  const inside = reads.every(({ startLba, endLba }) =>
    [...list].some((range) => range.startLba <= startLba && endLba <= range.endLba),
  );
  return seen(
    `${inside ? 'Only the ranges' : 'More than the ranges'}: ${sectors} of ${totalBlocks} sectors of the stream were read: ${shown(reads)}.`,
  );
}

function readPlain(observed: Observed): Findings {
  const { hresult, callingThread, eventThreads, readThreads } = observed.observation;
  const passes = found(!failed(hresult), `IDiscFormat2Data::Write gave ${hex(hresult)}.`);
  const findings = {
    'drive-list-order': orderOf(observed.plan),
    'drive-list-alignment': alignmentOf(observed.list, observed.plan.writeUnit),
    'append-without-force': passes,
  };
  if (failed(hresult)) return findings;
  return {
    ...findings,
    'order-obeyed': orderObeyed(observed),
    'event-thread': seen(threads(eventThreads, callingThread)),
    'read-thread': seen(threads(readThreads, callingThread)),
    'write-figures': figures(observed),
    'full-verification': fullVerification(observed),
  };
}

function forcedList(forced: Observed | null): Finding {
  if (forced === null)
    return notPossible('After the first append the image names no modified blocks.');
  const { list, observation, totalBlocks } = forced;
  if (failed(observation.hresult))
    return notPossible(`IDiscFormat2Data::Write gave ${hex(observation.hresult)}.`);
  const read = readDuring(observation, writing);
  const sectors = read.reduce((sum, { startLba, endLba }) => sum + endLba - startLba + 1, 0);
  const whole = sectors > list.blockCount;
  return found(
    whole,
    `While it was writing, ${sectors} of ${totalBlocks} sectors of the stream were read; the list has ${list.blockCount}.`,
  );
}
