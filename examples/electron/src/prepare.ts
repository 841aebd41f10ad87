// From paths to a plan: what the disc holds and what was dropped, in one image, and what of it is to be recorded.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  discMap,
  drawSvg,
  planBurn,
  type BurnPlan,
  type DiscRecorder,
  type FileSystemImage,
  type Imapi,
  type ImageResult,
} from 'imapi2';

import type { PlanView } from './messages.js';

export interface Prepared {
  readonly result: ImageResult;
  readonly plan: BurnPlan;
  readonly view: PlanView;
  close(): Promise<void>;
}

async function addAll(image: FileSystemImage, paths: readonly string[]): Promise<string[]> {
  const added: string[] = [];
  for (const path of paths) {
    const name = basename(path);
    const folder = (await stat(path)).isDirectory();
    if (folder) await image.addTree(path, `/${name}`);
    else await image.add(path, `/${name}`);
    added.push(folder ? `${name}/` : name);
  }
  return added;
}

/** An image whose result exists can't be added to, so each plan is made from a new one. */
export async function prepare(
  imapi: Imapi,
  recorder: DiscRecorder,
  paths: readonly string[],
): Promise<Prepared> {
  const image = await imapi.createImage({ recorder });
  try {
    const added = await addAll(image, paths);
    const result = await image.createResult();
    const plan = await planBurn(recorder, result);
    const { mode, blocks, imageBlocks, rangeCount, estimatedTime, warnings } = plan;
    const map = drawSvg(discMap(plan, await recorder.media()));
    return {
      result,
      plan,
      view: { mode, blocks, imageBlocks, rangeCount, estimatedTime, warnings, added, map },
      close: async () => {
        await result.close();
        await image.close();
      },
    };
  } catch (error) {
    await image.close();
    throw error;
  }
}
