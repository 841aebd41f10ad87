import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';

import { testIf } from '../../jest/test-if';
import { patience, size, tell, thorough } from '../../windows/endurance/size';
import { judgeCuts, mistakesOf, type Judged } from './judged-cuts';

// Some minutes of a busy machine.
jest.setTimeout(size(600_000, patience));

/** The crash rule of an append, cut after every single sector: by the bytes on the disc, and as 7-Zip reads it. */

const has7z = spawnSync('7z', ['i']).error === undefined;
const with7z = testIf(has7z, '7z is not here');

describe.each([
  // What is left out is more of the same: sectors of the new session, all before its last write unit.
  ['dvd+rw', thorough ? 1 : 11],
  ['bd-re', size(11, 1)],
] as const)(
  'a small append to a %s whose power is cut after every sector (before the commit every %i.), with and without a torn write unit,',
  (media, step) => {
    let judged: Judged;
    beforeAll(async () => {
      const request = { media, sectors: 1280, added: 3000, places: { step } } as const;
      judged = await judgeCuts(request, has7z, (done) => {
        tell(`${media}: ${done} cuts`);
      });
    });

    test('leaves every byte of the old session before the commit, and of the new image after resumeBurn', () => {
      expect(mistakesOf(judged, false)).toEqual([]);
      const { cuts, session, total } = judged;
      const unit = media === 'bd-re' ? 32 : 16;
      expect(session).toBeGreaterThan(2 * unit);
      // Of both kinds.
      const expected = Math.ceil((session - unit) / step) + (total + 1 - (session - unit));
      expect(cuts).toHaveLength(2 * expected);
      const stateAt = (fail: string, after: number): string | undefined =>
        cuts.find((cut) => cut.fail === fail && cut.after === after)?.state;
      expect(stateAt('power-cut', session + 1)).toBe('finished');
      expect(stateAt('power-cut', total)).toBe('complete');
      expect(stateAt('torn-unit', 0)).toBe('old-session-valid');
      expect(stateAt('torn-unit', total - 1)).toBe('finished');
    });

    with7z(
      'gives 7-Zip the old files each time, and the new ones each time after resumeBurn',
      () => {
        expect(mistakesOf(judged, true)).toEqual([]);
      },
    );
  },
);
