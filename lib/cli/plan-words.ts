import type { BurnPlan } from '../burn/burn-plan.js';
import { BlockRangeList } from '../ranges/block-range-list.js';
import { isCommitRange } from '../map/disc-map.js';
import type { Added } from './sources.js';
import { count, megabytes, percent, seconds, table } from './text.js';

/** A list of a million ranges is not for reading. */
const shownRanges = 40;

function rangeTable(plan: BurnPlan): string[] {
  const ranges = BlockRangeList.from(plan.ranges);
  const rows: (string | number)[][] = [];
  const end = ranges.length - Math.min(ranges.length, plan.commitRanges ?? 0, shownRanges / 2);
  let left = 0;
  for (let index = 0; index < ranges.length; index++) {
    const range = ranges.at(index);
    if (range === undefined) continue;
    // The last ones are those that matter most.
    if (index >= shownRanges / 2 && index < Math.max(end, ranges.length - shownRanges / 2)) {
      left++;
      continue;
    }
    if (left > 0) rows.push(['…', '', '', '', '', count(left, 'more range')]);
    left = 0;
    const { startLba, endLba } = range;
    rows.push([
      index + 1,
      startLba,
      '…',
      endLba,
      count(endLba - startLba + 1, 'sector'),
      isCommitRange(plan, index) ? 'moves the disc to the new session' : whatOf(plan),
    ]);
  }
  return table(rows);
}

function whatOf({ mode }: BurnPlan): string {
  return mode === 'whole' ? 'the whole image' : 'new session';
}

export function planInWords(plan: BurnPlan, added: Added): string[] {
  const time = plan.estimatedTime === null ? '' : `, about ${seconds(plan.estimatedTime / 1000)}`;
  return [
    `To add: ${count(added.files, 'file')}, ${megabytes(added.bytes)}`,
    `Plan:   ${count(plan.rangeCount, 'range')}, ${count(plan.blocks, 'sector')} of ${count(plan.imageBlocks, 'sector')} (${percent(plan.fraction)} of the image)${time}`,
    ...rangeTable(plan),
  ];
}
