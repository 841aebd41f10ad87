import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { burnImage } from '../../burn/burn-image.js';
import { burnModified } from '../../burn/burn-modified.js';
import { planBurn } from '../../burn/plan-burn.js';
import type { ImageResult } from '../../image/image-result.js';
import { OpenImageResult } from '../../image/open-image-result.js';
import type { Imapi } from '../../imapi.js';
import type { OpenOptions } from '../../open-options.js';
import { open } from '../../open.js';
import type { BlockRangeList } from '../../ranges/block-range-list.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { alignmentOf, orderOf } from './list-shape.js';
import { found, seen, tried, type Findings, type QuestionId } from './questions.js';

/** What can be asked of IMAPI2FS without a burner: the virtual drive takes its place. */
export const imageQuestions: readonly QuestionId[] = [
  'fresh-image',
  'stream-interfaces',
  'appended-list',
  'appended-stream-interfaces',
  'stream-list',
  'list-order',
  'list-alignment',
  'list-burn',
];

const freshQuestions = imageQuestions.slice(0, 2);
const appendQuestions = imageQuestions.slice(2);

type Switches = NonNullable<OpenOptions['switches']>;

/** `images`: whose IMAPI2FS is asked. `switches` are for the tests, which give the virtual one other answers. */
export async function imageExperiments(
  images: 'system' | 'virtual',
  switches: Switches = {},
): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-doctor-'));
  try {
    const imapi = await open({
      provider: 'virtual',
      imageProvider: images,
      drives: [{ disc: join(folder, 'doctor.disc'), media: 'dvd+rw', sectors: 16_384 }],
      switches,
    });
    try {
      return {
        ...(await tried(() => freshImage(imapi), freshQuestions)),
        ...(await tried(() => appendedImage(imapi), appendQuestions)),
      };
    } finally {
      await imapi.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function interfacesOf(result: ImageResult): Promise<string> {
  const owned = OpenImageResult.ownedBy(result, 'result');
  return (await owned.binding.streamInterfaces(owned.use())).join(', ');
}

async function freshImage(imapi: Imapi): Promise<Findings> {
  const image = await imapi.createImage({ media: 'dvd+rw', fileSystems: ['udf'] });
  await image.add(Buffer.from('fresh'), '/fresh.txt');
  const result = await image.createResult();
  const list = await result.modifiedBlocks();
  return {
    'fresh-image': found(
      list === null,
      list === null
        ? 'There is no list: E_NOTIMPL, or no IFileSystemImageResult2.'
        : `It gave a list of ${list.length} ranges with ${list.blockCount} of ${result.totalBlocks} sectors.`,
    ),
    'stream-interfaces': seen(await interfacesOf(result)),
  };
}

async function appendedImage(imapi: Imapi): Promise<Findings> {
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive?.id ?? '');
  const first = await imapi.createImage({ recorder, fileSystems: ['udf'] });
  await first.add(Buffer.alloc(100_000, 1), '/first.bin');
  await burnImage(recorder, await first.createResult());
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.alloc(100_000, 2), '/second.bin');
  const result = await image.createResult();
  const list = await result.modifiedBlocks();
  const interfaces = seen(await interfacesOf(result));
  if (list === null)
    return {
      'appended-list': found(false, 'There is no list, although a session was imported.'),
      'appended-stream-interfaces': interfaces,
    };
  const plan = await planBurn(recorder, result);
  return {
    'appended-list': found(true, shownList(list, result.totalBlocks)),
    'appended-stream-interfaces': interfaces,
    ...(await tried(() => streamList(result, list), ['stream-list'])),
    'list-order': orderOf(plan),
    'list-alignment': alignmentOf(list, plan.writeUnit),
    ...(await tried(() => burnAndRead(imapi, recorder, result), ['list-burn'])),
  };
}

const mostShown = 12;

function shownList(list: BlockRangeList, totalBlocks: number): string {
  const ranges = [...list]
    .slice(0, mostShown)
    .map(({ startLba, endLba }) => `${startLba}-${endLba}`);
  const more = list.length > mostShown ? ', …' : '';
  return `${list.length} ranges, ${list.blockCount} of ${totalBlocks} sectors: ${ranges.join(', ')}${more}`;
}

async function streamList(result: ImageResult, list: BlockRangeList): Promise<Findings> {
  const other = await result.streamBlockRanges();
  if (other === null) return { 'stream-list': found(false, 'The stream has no list.') };
  const same = Buffer.from(other.toInt32Array().buffer).equals(
    Buffer.from(list.toInt32Array().buffer),
  );
  return {
    'stream-list': found(
      same,
      same ? 'The same ranges, in the same order.' : shownList(other, result.totalBlocks),
    ),
  };
}

async function burnAndRead(
  imapi: Imapi,
  recorder: DiscRecorder,
  result: ImageResult,
): Promise<Findings> {
  const report = await burnModified(recorder, result);
  const after = await imapi.createImage({ recorder });
  const names = (await after.list()).map(({ name }) => name).sort();
  const both = names.includes('first.bin') && names.includes('second.bin');
  return {
    'list-burn': found(
      both,
      `${report.blocksPlanned} sectors recorded and read back; imported again, it holds ${names.join(', ')}.`,
    ),
  };
}
