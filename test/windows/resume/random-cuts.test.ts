import { beforeAll, describe, expect, test } from '@jest/globals';

import { patience, randomNumbers, size, tell } from '../endurance/size';
import { treeOnDisc } from '../support/disc';
import { cutBurn, expectResumable, smallDisc, type SmallDisc } from '../support/power-cut';

const added = 2_500_000;
/** Of each kind. */
const cuts = size(18, 500);

describe('a larger append', () => {
  let original: SmallDisc;
  beforeAll(async () => {
    original = await smallDisc('dvd+rw', 4096);
  });

  test.each(['power-cut', 'torn-unit'])(
    'cut at random places by a %s is old before the commit and new after resumeBurn',
    async (fail) => {
      const whole = await cutBurn(original, [], { added });
      const total = whole.sessionSectors + 32;
      expect(total).toBeGreaterThan(1500);
      const random = randomNumbers(fail.length);
      for (let index = 0; index < cuts; index++) {
        const inCommit = index % 3 === 0;
        const from = inCommit ? whole.sessionSectors + 1 : 0;
        const after = Math.floor(from + random.next().value * (total - from));
        const cut = await cutBurn(original, [{ at: { sectorsWritten: after }, fail }], { added });
        const report = await expectResumable(original, cut);
        const state = after <= whole.sessionSectors ? 'old-session-valid' : 'complete';
        if (index % 50 === 0) tell(`${fail}: ${index} of ${cuts} cuts`);
        expect([after, report.discState]).toEqual([after, state]);
        expect(await treeOnDisc(cut.disc)).toContain(
          state === 'complete' ? '/new/added.bin' : '/goes.txt',
        );
      }
    },
    patience,
  );
});
