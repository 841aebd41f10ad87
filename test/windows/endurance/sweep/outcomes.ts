import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BurnPlan, BurnReport, ImageResult, MediaInfo } from 'imapi2';

import { treeOf } from '../../support/disc';
import type { Scene } from './scene';
import { imageOf } from './scene';

/**
 * What an operation that survives a failure must have come to all the same: the part of its value, or of what it made, that no
 * failure may change. So a failure that is survived where it must not be is found by its consequence, too.
 */

type Outcome = (value: unknown, scene: Scene) => unknown;

/** These keys of a value, which is of whatever type has them. */
function sure(...keys: readonly (keyof BurnReport | keyof BurnPlan | keyof MediaInfo)[]): Outcome {
  return (value) => keys.map((key) => (value as Readonly<Record<string, unknown>>)[key]);
}

const burn = sure('mode', 'ranges', 'blocksPlanned', 'imageBlocks', 'verified');

/** By the operation's name. What the drive need not tell is left out. */
const outcomes: Readonly<Record<string, Outcome>> = {
  media: sure(
    'type',
    'rewritable',
    'blank',
    'physicallyBlank',
    'states',
    'totalSectors',
    'freeSectors',
  ),
  features: (value) => value,
  readSectors: (value) => value,
  'createImage with import': (_, scene) => treeOf(imageOf(scene)),
  'add, addTree, createDirectory, remove, list, setVolumeName': (_, scene) =>
    treeOf(imageOf(scene)),
  createResult: (value) => (value as ImageResult).modifiedBlocks(),
  'modifiedBlocks, streamBlockRanges, progressItems': (value) => value,
  'stream, saveAs': (value, { folder }) => [value, readFileSync(join(folder, 'saved.iso'))],
  validateImage: (value) => value,
  planBurn: sure('mode', 'ranges', 'blocks', 'imageBlocks', 'commitRanges'),
  'burnModified with a journal': burn,
  'burnModified, verified by the drive, closed and ejected': burn,
  'burnImage on a blank disc': burn,
  'burnImage on a blank DVD+R': burn,
  'burnImage over a recorded disc': burn,
  // Where nobody says how large a write unit is, more is compared and recorded.
  'burnImage of differences': sure('mode', 'imageBlocks', 'verified'),
  verifyRanges: (value) => value,
  updateDisc: burn,
  resumeBurn: burn,
};

export async function outcomeOf(operation: string, value: unknown, scene: Scene): Promise<unknown> {
  return await outcomes[operation]?.(value, scene);
}
