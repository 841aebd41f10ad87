import type { BurnPlan } from '../burn/burn-plan.js';
import { BlockRangeList } from '../ranges/block-range-list.js';
import type { MediaInfo } from '../recorder/media-info.js';

/**
 * What a stretch of the disc is to a burn. `kept`: it holds something already and is not touched; `new`: it is recorded;
 * `anchor`: it is recorded too, and moves the disc to the new session; `free`: behind the end of the image.
 */
export type PartKind = 'kept' | 'new' | 'anchor' | 'free';

/** Sectors, both ends included. */
export interface Part {
  readonly kind: PartKind;
  readonly startLba: number;
  readonly endLba: number;
}

export interface Write extends Part {
  readonly kind: 'new' | 'anchor';
  /** From 1: its place in the order of writing. */
  readonly order: number;
}

/** The disc as a burn would leave it. Plain data, and all that a drawing needs. */
export interface DiscMap {
  readonly mode: BurnPlan['mode'];
  readonly media: string;
  readonly totalSectors: number;
  readonly imageBlocks: number;
  readonly blocks: number;
  /** True where the list ends with ranges that hold the anchors, so that a cut before them leaves the old session. */
  readonly hasCommit: boolean;
  /** The whole disc from sector 0 on, by address, without gaps or overlaps. */
  readonly parts: readonly Part[];
  /** In the order of writing. */
  readonly writes: readonly Write[];
}

/** Whether the range at that place of the list moves the disc to the new session. */
export function isCommitRange(
  { commitRanges, rangeCount }: Pick<BurnPlan, 'commitRanges' | 'rangeCount'>,
  index: number,
): boolean {
  return index >= rangeCount - (commitRanges ?? 0);
}

type MapPlan = Pick<
  BurnPlan,
  'mode' | 'ranges' | 'rangeCount' | 'commitRanges' | 'imageBlocks' | 'blocks'
>;

function writesOf(plan: MapPlan): Write[] {
  return BlockRangeList.from(plan.ranges)
    .toJSON()
    .map((range, index) => ({
      ...range,
      kind: isCommitRange(plan, index) ? 'anchor' : 'new',
      order: index + 1,
    }));
}

function partsOf(writes: readonly Write[], imageBlocks: number, totalSectors: number): Part[] {
  const parts: Part[] = [];
  let next = 0;
  const fill = (kind: PartKind, end: number): void => {
    if (end <= next) return;
    const last = parts.at(-1);
    if (last?.kind === kind && last.endLba === next - 1)
      parts[parts.length - 1] = { ...last, endLba: end - 1 };
    else parts.push({ kind, startLba: next, endLba: end - 1 });
    next = end;
  };
  for (const { kind, startLba, endLba } of writes.toSorted((a, b) => a.startLba - b.startLba)) {
    fill('kept', startLba);
    fill(kind, endLba + 1);
  }
  fill('kept', imageBlocks);
  fill('free', totalSectors);
  return parts;
}

/** A pure function of a plan and the disc it is for. */
export function discMap(
  plan: MapPlan,
  { type, totalSectors }: Pick<MediaInfo, 'type' | 'totalSectors'>,
): DiscMap {
  const { mode, imageBlocks, blocks, commitRanges } = plan;
  // IMAPI2 names no ranges where the whole image is to be recorded; the plan then has one or none.
  const whole: Write = { kind: 'new', order: 1, startLba: 0, endLba: imageBlocks - 1 };
  const listed = writesOf(plan);
  const writes = mode === 'whole' && listed.length === 0 && imageBlocks > 0 ? [whole] : listed;
  return {
    mode,
    media: type,
    totalSectors,
    imageBlocks,
    blocks,
    hasCommit: commitRanges !== null && commitRanges > 0,
    parts: partsOf(writes, imageBlocks, Math.max(totalSectors, imageBlocks)),
    writes,
  };
}
