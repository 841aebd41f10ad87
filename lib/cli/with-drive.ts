import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Imapi } from '../imapi.js';
import type { OpenOptions } from '../open-options.js';
import { open } from '../open.js';
import type { DiscRecorder } from '../recorder/disc-recorder.js';
import type { DriveOptions, ImagesOptions } from './command.js';
import type { Context } from './context.js';
import { NoDiscFile } from './refusals.js';
import type { Target } from './target.js';

/**
 * Where the file of a virtual disc is missing. `refuse`: a command that only looks makes none. `make`: as a blank disc. `stand-in`: what
 * a command would do with that blank disc is tried on one in a temporary folder, and nothing stays.
 */
export type WhenMissing = 'refuse' | 'make' | 'stand-in';

const clientName = 'imapi2 command line';

function requireDisc(disc: string): void {
  if (existsSync(disc)) return;
  throw new NoDiscFile(
    `There is no disc file ${disc}. \`imapi2 update --virtual\` or \`burn --virtual\` makes one.`,
  );
}

/** How to open the provider that the target is one of. A virtual disc has to be there. */
export function openOptions(target: Target, images?: ImagesOptions['images']): OpenOptions {
  if (target.kind === 'virtual') requireDisc(target.disc);
  return optionsFor(target, images);
}

function optionsFor(target: Target, images: ImagesOptions['images']): OpenOptions {
  const how = images === undefined ? { clientName } : { clientName, imageProvider: images };
  return target.kind === 'system'
    ? { ...how, provider: 'system' }
    : { ...how, provider: 'virtual', drives: [target.drive] };
}

/** Opens the drive for `work`, and closes everything again whatever comes of it. */
export async function withDrive<Result>(
  { face }: Context,
  target: Target,
  { images }: DriveOptions & ImagesOptions,
  whenMissing: WhenMissing,
  work: (imapi: Imapi, recorder: DiscRecorder) => Promise<Result>,
): Promise<Result> {
  if (whenMissing === 'stand-in' && target.kind === 'virtual' && !existsSync(target.disc)) {
    face.say(`There is no disc file ${target.disc} yet. A blank disc stands in for it.`);
    return withStandIn((disc) =>
      withOpened(target, optionsFor({ ...target, drive: { ...target.drive, disc } }, images), work),
    );
  }
  const how = whenMissing === 'make' ? optionsFor(target, images) : openOptions(target, images);
  return withOpened(target, how, work);
}

async function withStandIn<Result>(work: (disc: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'imapi2-blank-'));
  try {
    return await work(join(folder, 'blank.disc'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withOpened<Result>(
  target: Target,
  how: OpenOptions,
  work: (imapi: Imapi, recorder: DiscRecorder) => Promise<Result>,
): Promise<Result> {
  const imapi = await open(how);
  try {
    const name = target.kind === 'system' ? target.drive : ((await imapi.recorders())[0]?.id ?? '');
    return await work(imapi, await imapi.recorder(name));
  } finally {
    await imapi.close();
  }
}
