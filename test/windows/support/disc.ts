import { afterEach } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import {
  burnImage,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
  type MediaType,
  type OpenOptions,
  type VirtualDrive,
} from 'imapi2';

import { addFiles, content, type Files } from './content';
import { nothingAlive } from './nothing-alive';
import { openDrive, type OpenDisc } from './open-drive';
import { scratch } from './scratch';
import { treeOf } from './tree';

export { addFiles, bytesPerSector, content, type Files } from './content';
export type { OpenDisc } from './open-drive';
export { treeOf } from './tree';

/** 32 MB: enough for several sessions, and small enough to read and compare the whole of it. */
export const sectors = 16_384;

export const firstSession: Files = {
  '/stays.bin': content(1, 300_000),
  '/changes.txt': 'as it was',
  '/goes.txt': 'soon gone',
  '/folder/deep/file.bin': content(2, 5000),
  '/empty.txt': '',
};

export interface DiscOptions extends Omit<VirtualDrive, 'disc'> {
  /** More drives beside it. */
  readonly more?: readonly VirtualDrive[];
  readonly switches?: NonNullable<OpenOptions['switches']>;
}

/** A file for a disc, not yet made. */
export function newDisc(): string {
  return join(scratch(), 'test.disc');
}

const opened = new Set<Imapi>();
// A test that failed half way must not make the next ones fail too; and one that passed has to have released everything.
afterEach(async () => {
  for (const imapi of opened) await imapi.close();
  opened.clear();
  await nothingAlive();
});

export async function openDisc(
  disc: string,
  { switches, more = [], ...drive }: DiscOptions = {},
): Promise<OpenDisc> {
  const inDrive = await openDrive({
    // A disc that is there already has its own capacity.
    drives: [{ disc, ...(existsSync(disc) ? {} : { sectors }), ...drive }, ...more],
    ...(switches === undefined ? {} : { switches }),
  });
  opened.add(inDrive.imapi);
  return inDrive;
}

/** A disc with one session on it, in a file. */
export async function recordedDisc(
  media: MediaType = 'dvd+rw',
  files: Files = firstSession,
): Promise<string> {
  const disc = newDisc();
  const { imapi, recorder } = await openDisc(disc, { media });
  try {
    const image = await imapi.createImage({ recorder, volumeName: 'TEST_DISC' });
    await addFiles(image, files);
    await burnImage(recorder, await image.createResult());
  } finally {
    await imapi.close();
  }
  return disc;
}

export interface Append extends OpenDisc {
  readonly image: FileSystemImage;
  readonly result: ImageResult;
}

/** Opens a recorded disc and prepares a second session: a new, a changed and a removed file. */
export async function prepareAppend(disc: string, options: DiscOptions = {}): Promise<Append> {
  const opened = await openDisc(disc, options);
  try {
    const image = await opened.imapi.createImage({ recorder: opened.recorder });
    await image.add(content(3, 200_000), '/new/added.bin');
    await image.add(Buffer.from('as it is now'), '/changes.txt');
    await image.remove('/goes.txt');
    return { ...opened, image, result: await image.createResult() };
  } catch (error) {
    await opened.imapi.close();
    throw error;
  }
}

/** Opens the disc anew and lists what another program would find on it. */
export async function treeOnDisc(disc: string): Promise<string[]> {
  const { imapi, recorder } = await openDisc(disc);
  try {
    return await treeOf(await imapi.createImage({ recorder }));
  } finally {
    await imapi.close();
  }
}
