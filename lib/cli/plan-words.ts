import type { BurnPlan } from '../burn/burn-plan.js';
import { BlockRangeList } from '../ranges/block-range-list.js';
import { isCommitRange } from '../map/disc-map.js';
import type { Added } from './sources.js';
import { count, megabytes, percent, seconds, table } from './text.js';

/** A list of a million ranges is not for reading: its beginning and its end are, where the anchors stand. */
const shownAtEachEnd = 20;

function rangeTable(plan: BurnPlan): string[] {
  const rows = BlockRangeList.from(plan.ranges)
    .toJSON()
    .map(({ startLba, endLba }, index) => [
      index + 1,
      startLba,
      '…',
      endLba,
      count(endLba - startLba + 1, 'sector'),
      isCommitRange(plan, index) ? 'moves the disc to the new session' : whatOf(plan),
    ]);
  const left = rows.length - 2 * shownAtEachEnd;
  if (left > 0) rows.splice(shownAtEachEnd, left, ['…', '', '', '', '', count(left, 'more range')]);
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
