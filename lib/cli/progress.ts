import type { BurnProgress } from '../burn/burn-progress.js';
import type { AddProgress } from '../image/file-system-image.js';
import type { ImageProgress } from '../image/image-options.js';
import type { SaveProgress } from '../image/image-result.js';

/** How far a command is: one shape for all that takes time. */
export interface Progress {
  readonly phase: 'import' | 'add' | 'create' | 'write' | 'verify' | 'save' | 'erase';
  /** 0 … 1 over the whole operation; null where its end is not known. */
  readonly fraction: number | null;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'sectors' | 'files' | 'items' | 'seconds';
  /** The file or entry at hand. */
  readonly item: string | null;
  /** The whole of what a burn says. */
  readonly burn: BurnProgress | null;
}

export type Report<Value> = (value: Value) => void;

export function ofBurn(burn: BurnProgress): Progress {
  return {
    phase: burn.phase,
    fraction: burn.fraction,
    done: burn.blocksWritten,
    total: burn.blocksTotal,
    unit: 'sectors',
    item: burn.file,
    burn,
  };
}

export function ofImage({ phase, item, done, total }: ImageProgress): Progress {
  return { phase, fraction: part(done, total), done, total, unit: 'items', item, burn: null };
}

export function ofAdd({ file, files }: AddProgress): Progress {
  return {
    phase: 'add',
    fraction: null,
    done: files,
    total: null,
    unit: 'files',
    item: file,
    burn: null,
  };
}

export function ofSectors(
  phase: 'save' | 'verify',
  { blocks, totalBlocks }: SaveProgress,
  item: string | null = null,
): Progress {
  return {
    phase,
    fraction: part(blocks, totalBlocks),
    done: blocks,
    total: totalBlocks,
    unit: 'sectors',
    item,
    burn: null,
  };
}

/** What is written as having been done is never more than all of it. */
export function part(done: number, total: number | null): number | null {
  return total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total));
}
