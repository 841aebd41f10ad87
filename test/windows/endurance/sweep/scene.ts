import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  open,
  type DiscRecorder,
  type Fault,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
  type MediaType,
} from 'imapi2';

/** What an operation finds: a drive with a copy of some disc in it, and what was prepared with it. */
export interface Scene {
  /** For files of its own. */
  readonly folder: string;
  readonly disc: string;
  readonly journal: string;
  readonly imapi: Imapi;
  readonly recorder: DiscRecorder;
  image: FileSystemImage | null;
  result: ImageResult | null;
}

/** Where discs are copied from; `blank` is made anew each time. */
export interface Original {
  readonly disc: string | null;
  readonly media: MediaType;
  /** Beside the disc, where a burn of it was cut. */
  readonly journal: string | null;
}

export const sectors = 2048;

export async function openScene(
  folder: string,
  original: Original,
  faults: readonly Fault[],
): Promise<Scene> {
  const disc = join(folder, 'swept.disc');
  const journal = join(folder, 'swept.journal');
  if (original.disc !== null) copyFileSync(original.disc, disc);
  if (original.journal !== null) copyFileSync(original.journal, journal);
  const imapi = await open({
    provider: 'virtual',
    drives: [{ disc, faults, ...(existsSync(disc) ? {} : { media: original.media, sectors }) }],
  });
  try {
    const [drive] = await imapi.recorders();
    const recorder = await imapi.recorder(drive?.id ?? '');
    return { folder, disc, journal, imapi, recorder, image: null, result: null };
  } catch (error) {
    await imapi.close();
    throw error;
  }
}

export function imageOf(scene: Scene): FileSystemImage {
  if (scene.image === null) throw new Error('the operation needs an image');
  return scene.image;
}

export function resultOf(scene: Scene): ImageResult {
  if (scene.result === null) throw new Error('the operation needs a result');
  return scene.result;
}
