import { beforeAll, expect, jest, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { scratch } from '../../support/scratch';
import { endurance, patience, seed, size, tell } from '../size';
import { callsBetween } from './calls';
import { operations, type DiscKind } from './operations';
import { makeOriginals } from './originals';
import { runClean, runWithFault } from './run';
import type { Original } from './scene';
import { verdictOf } from './verdict';

jest.setTimeout(patience);

/** E_FAIL, E_OUTOFMEMORY, E_IMAPI_RECORDER_LOCKED, E_IMAPI_RECORDER_MEDIA_BECOMING_READY, and one without a name. */
const failures = [0x80004005, 0x8007000e, 0xc0aa0210, 0xc0aa0205, 0x8007abcd];

let originals: Readonly<Record<DiscKind, Original>>;
beforeAll(async () => {
  originals = await makeOriginals();
}, patience);

/** Of the first calls of each method `npm test` takes one in so many, others for each operation and each seed. */
const step = size(11, 1);

test.each(operations.map((operation, index) => [operation.name, operation, index] as const))(
  'every COM call of %s that fails ends it with that error, the drive released and the disc as it is said',
  async (name, operation, index) => {
    const folder = join(scratch(), 'sweep');
    const original = originals[operation.disc];
    const clean = await runClean(operation, original, folder);
    const calls = callsBetween(clean.before, clean.after, endurance);
    expect(calls.length).toBeGreaterThan(0);
    const mistakes: object[] = [];
    const log: object[] = [];
    for (const [number, call] of calls.entries()) {
      if ((number + index + seed) % step !== 0) continue;
      for (const fail of size([failures[(number + seed) % failures.length] ?? 0], failures)) {
        const fault = { at: { call: call.method, nth: call.nth }, fail };
        const ending = await runWithFault(operation, original, folder, fault, clean);
        const verdict = verdictOf(name, call, fail, ending);
        log.push({ name, ...call, fail: fail.toString(16), hit: [...ending.hit], ...verdict });
        if (verdict.mistakes.length > 0) mistakes.push(log.at(-1) ?? {});
      }
    }
    tell(`${name}: ${calls.length} calls, ${log.length} runs, ${mistakes.length} mistakes`);
    if (endurance) {
      const reports = join('build', 'reports', 'sweep');
      mkdirSync(reports, { recursive: true });
      writeFileSync(join(reports, `${index}.json`), JSON.stringify(log, null, 1));
    }
    expect(mistakes).toEqual([]);
  },
);
