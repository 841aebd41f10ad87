import { beforeAll, describe, expect, test } from '@jest/globals';

import { treeOnDisc } from '../support/disc';
import { cutBurn, expectResumable, smallDisc, type SmallDisc } from '../support/power-cut';

const newTree = ['/changes.txt', '/new/', '/new/added.bin', '/stays.bin'];
const oldTree = ['/changes.txt', '/goes.txt', '/stays.bin'];

interface Sweep {
  /** What resuming found, cut by cut. */
  readonly states: Map<number, string>;
  readonly session: number;
  readonly total: number;
}

/** Cuts after so many sectors, as `step` says; every sector from the last write unit of the new session on. */
async function sweep(original: SmallDisc, fail: string, step: number): Promise<Sweep> {
  const whole = await cutBurn(original, []);
  const session = whole.sessionSectors;
  const total = whole.ranges.reduce((sum, range) => sum + range.endLba - range.startLba + 1, 0);
  const states = new Map<number, string>();
  for (let after = 0; after <= total; after++) {
    if (after < session - 32 && after % step !== 0) continue;
    const cut = await cutBurn(original, [{ at: { sectorsWritten: after }, fail }]);
    expect(cut.error).toMatchObject({ name: 'BurnError' });
    try {
      const report = await expectResumable(original, cut);
      states.set(after, report.blocksPlanned > 0 ? 'finished' : report.discState);
    } catch (error) {
      throw new Error(`cut after ${after} of ${total} sectors`, { cause: error });
    }
    // Another program's view, where the state changes.
    if (after === session || after === total) {
      const expected = states.get(after) === 'old-session-valid' ? oldTree : newTree;
      expect(await treeOnDisc(cut.disc)).toEqual(expected);
    }
  }
  return { states, session, total };
}

describe.each([
  ['dvd+rw', 'after every sector', 1],
  // Every sector of the last units of the new session and of all commit ranges; every 11th before: the time it takes.
  ['bd-re', 'after every 11th sector, and every one near and in the commit ranges', 11],
] as const)('a small append to a %s, cut %s', (media, _, step) => {
  let original: SmallDisc;
  beforeAll(async () => {
    original = await smallDisc(media);
  });

  test('cleanly: the old session is whole before the commit, the new one after resumeBurn', async () => {
    const { states, session, total } = await sweep(original, 'power-cut', step);
    for (const [after, state] of states) {
      if (after <= session) expect([after, state]).toEqual([after, 'old-session-valid']);
      else expect([after, state]).not.toEqual([after, 'old-session-valid']);
    }
    expect(states.get(session + 1)).toBe('finished');
    expect(states.get(total)).toBe('complete');
  }, 180_000);

  test('with a torn write unit: the same, also where the unit is that of an anchor', async () => {
    const { states, session } = await sweep(original, 'torn-unit', step);
    for (const [after, state] of states) {
      const expected = after <= session ? ['old-session-valid', 'finished'] : ['finished'];
      expect(expected).toContain(state);
    }
    expect(states.get(0)).toBe('old-session-valid');
    expect(states.get(session + 1)).toBe('finished');
  }, 180_000);
});
