import type { BurnProgress } from '#lib/burn/burn-progress';
import { ofBurn, type Progress } from '#lib/cli/progress';

/** An .iso that is being written, half of it. */
export const saving: Progress = {
  phase: 'save',
  fraction: 0.5,
  done: 50,
  total: 100,
  unit: 'sectors',
  item: null,
  burn: null,
};

const burn: BurnProgress = {
  phase: 'write',
  action: 'writing',
  fraction: 0.5,
  blocksWritten: 32,
  blocksTotal: 64,
  rangeIndex: 0,
  rangeCount: 2,
  lastWrittenLba: 287,
  file: null,
  elapsed: 1000,
  remaining: null,
  speed: null,
  bufferFill: null,
};

export const burning = (changes: Partial<BurnProgress>): Progress =>
  ofBurn({ ...burn, ...changes });
