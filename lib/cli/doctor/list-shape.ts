import type { BurnPlan } from '../../burn/burn-plan.js';
import type { BlockRangeList } from '../../ranges/block-range-list.js';
import { found, type Finding } from './questions.js';

/** Whether a list is a commit protocol: the new session first, and what points at it last. */
export function orderOf({ commitRanges, rangeCount }: BurnPlan): Finding {
  return commitRanges === null
    ? found(false, 'The last ranges do not lie before the new session, or hold no anchor.')
    : found(true, `${commitRanges} of ${rangeCount} ranges, the last, hold the anchors.`);
}

export function alignmentOf(list: BlockRangeList, writeUnit: number | null): Finding {
  if (writeUnit === null) return found(false, 'The drive tells no write unit.');
  const odd = [...list].findIndex(
    ({ startLba, endLba }) => startLba % writeUnit !== 0 || (endLba + 1) % writeUnit !== 0,
  );
  if (odd === -1) return found(true, `All of them, to ${writeUnit} sectors.`);
  const { startLba, endLba } = list.at(odd) ?? { startLba: 0, endLba: 0 };
  return found(false, `Range ${odd + 1} is ${startLba}-${endLba}; the write unit is ${writeUnit}.`);
}
