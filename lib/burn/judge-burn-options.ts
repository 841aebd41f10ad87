import { resolve } from 'node:path';
import { types } from 'node:util';

import { Judge, maxSector } from '../arguments/judge.js';
import { knownOptions } from '../arguments/known-options.js';
import { judgeOperationOptions, operationKeys } from '../arguments/operation-options.js';
import type { NativeBurnOptions } from '../native/binding.js';
import type { BlockRange } from '../ranges/block-range.js';
import { flatRanges } from '../ranges/flat-ranges.js';
import type { BurnImageOptions, BurnOptions, PlanOptions, VerifyOptions } from './burn-options.js';

const judge: Judge = Judge.option;
const longestTimeout = 0x7fffffff;
/** To the addon: the fastest that the drive offers. */
const fastest = -1;

/** What the addon takes, but for a time-out that is that of `open`. */
export type JudgedBurnOptions = Omit<NativeBurnOptions, 'cancelTimeout'> & {
  readonly cancelTimeout: number | null;
};

const sharedKeys = [
  ...operationKeys,
  'plan',
  'verify',
  'writeSpeed',
  'closeMedia',
  'ejectAfter',
  'ranges',
  'journal',
  'keepAwake',
  'cancelTimeout',
] as const;

type Given = Readonly<Record<string, unknown>>;

function boolean(given: Given, name: string, whenAbsent: boolean): boolean {
  return judge.optional(given[name], whenAbsent, (value) => judge.boolean(value, name));
}

function ranges(given: Given): Int32Array | null {
  return judge.optional(given['ranges'], null, (value) =>
    flatRanges(value as Iterable<BlockRange>),
  );
}

function writeSpeed(given: Given): number | null {
  return judge.optional(given['writeSpeed'], null, (value) =>
    value === 'max' ? fastest : judge.integer(value, 'writeSpeed', 1, maxSector),
  );
}

function plan(given: Given): NativeBurnOptions['plan'] {
  return judge.optional(given['plan'], null, (value) => {
    if (typeof value !== 'object' || value === null)
      return judge.refuse('plan', 'must be a BurnPlan', value);
    const { mode, ranges: flat, imageBlocks, fingerprint } = value as Given;
    if (!types.isInt32Array(flat))
      return judge.refuse('plan.ranges', 'must be an Int32Array', flat);
    return {
      mode: judge.oneOf(mode, 'plan.mode', ['modified', 'whole']),
      ranges: flat.slice(),
      imageBlocks: judge.integer(imageBlocks, 'plan.imageBlocks', 0, maxSector),
      fingerprint: judge.optional(fingerprint, null, (text) =>
        judge.text(text, 'plan.fingerprint'),
      ),
    };
  });
}

/** Its full path. */
function journal(given: Given): string | null {
  return judge.optional(given['journal'], null, (value) => resolve(judge.text(value, 'journal')));
}

type SharedOptions = Omit<
  JudgedBurnOptions,
  'mode' | 'overwrite' | 'whenWholeImage' | 'ranges' | 'differences'
>;

function shared(given: Given): SharedOptions {
  judgeOperationOptions(given);
  return {
    journal: journal(given),
    plan: plan(given),
    verify: judge.optional(given['verify'], 'ranges', (value) =>
      judge.oneOf(value, 'verify', ['none', 'quick', 'full', 'ranges']),
    ),
    writeSpeed: writeSpeed(given),
    closeMedia: boolean(given, 'closeMedia', false),
    ejectAfter: boolean(given, 'ejectAfter', false),
    keepAwake: boolean(given, 'keepAwake', true),
    cancelTimeout: judge.optional(given['cancelTimeout'], null, (value) =>
      judge.integer(value, 'cancelTimeout', 0, longestTimeout),
    ),
  };
}

export function judgeBurnModified(options: BurnOptions | undefined): JudgedBurnOptions {
  const given = knownOptions<BurnOptions>(options, [...sharedKeys, 'whenWholeImage']);
  return {
    ...shared(given),
    mode: 'modified',
    overwrite: false,
    ranges: ranges(given),
    differences: false,
    whenWholeImage: judge.optional(given['whenWholeImage'], 'reject', (value) =>
      judge.oneOf(value, 'whenWholeImage', ['reject', 'if-blank', 'burn']),
    ),
  };
}

/** `image`: what is going to be recorded. */
export function judgeBurnImage(
  options: BurnImageOptions | undefined,
  image: 'result' | 'file' = 'result',
): JudgedBurnOptions {
  const given = knownOptions<BurnImageOptions>(options, [...sharedKeys, 'overwrite']);
  const differences = given['ranges'] === 'differences';
  const judged = {
    ...shared(given),
    mode: 'whole',
    overwrite: boolean(given, 'overwrite', false),
    whenWholeImage: 'burn',
    ranges: differences ? null : ranges(given),
    differences,
  } as const;
  judgeJournal(image, judged);
  return judged;
}

function judgeJournal(
  image: 'result' | 'file',
  { journal, ranges, differences }: JudgedBurnOptions,
): void {
  if (differences && image !== 'file')
    judge.refuse('ranges', "'differences' needs the path of an .iso file", 'differences');
  if (differences && journal === null)
    judge.refuse(
      'journal',
      "must be given with ranges: 'differences', or nothing could finish the burn after a power cut",
      journal,
    );
  if (!differences && ranges === null && journal !== null)
    judge.refuse(
      'journal',
      'needs ranges: a whole image that was cut is burned again, as whole as before',
      journal,
    );
}

export function judgePlanOptions(
  options: PlanOptions | undefined,
): Pick<NativeBurnOptions, 'ranges' | 'writeSpeed'> {
  const given = knownOptions(options, ['ranges', 'writeSpeed']);
  return { ranges: ranges(given), writeSpeed: writeSpeed(given) };
}

export function judgeVerifyRanges(options: VerifyOptions | undefined): Int32Array | null {
  const given = knownOptions<VerifyOptions>(options, [...operationKeys, 'ranges']);
  judgeOperationOptions(given);
  return ranges(given);
}
