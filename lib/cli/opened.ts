import type { Imapi } from '../imapi.js';
import type { OpenOptions } from '../open-options.js';
import { open } from '../open.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { Target } from './target.js';

export type Images = OpenOptions['imageProvider'];

function openOptions(target: Target, images: Images): OpenOptions {
  const clientName = 'imapi2 command line';
  const how = images === undefined ? { clientName } : { clientName, imageProvider: images };
  return target.kind === 'system'
    ? { ...how, provider: 'system' }
    : { ...how, provider: 'virtual', drives: [target.drive] };
}

/** Of a virtual provider, which has one. */
export async function firstRecorder(imapi: Imapi): Promise<DiscRecorder> {
  const [drive] = await imapi.recorders();
  return imapi.recorder(drive?.id ?? '');
}

/** Opens the drive for `work`, and closes everything again whatever comes of it. */
export async function withDrive<Result>(
  target: Target,
  images: Images,
  work: (imapi: Imapi, recorder: DiscRecorder) => Promise<Result>,
): Promise<Result> {
  const imapi = await open(openOptions(target, images));
  try {
    const recorder =
      target.kind === 'system' ? await imapi.recorder(target.drive) : await firstRecorder(imapi);
    return await work(imapi, recorder);
  } finally {
    await imapi.close();
  }
}
