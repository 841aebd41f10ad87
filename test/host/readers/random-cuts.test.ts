import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';

import { testIf } from '../../jest/test-if';
import { patience, randomNumbers, size, tell } from '../../windows/endurance/size';
import type { CutPlaces } from './cut-discs';
import { judgeCuts, mistakesOf, type Judged } from './judged-cuts';

// Some minutes of a busy machine.
jest.setTimeout(size(600_000, patience));

const has7z = spawnSync('7z', ['i']).error === undefined;
const with7z = testIf(has7z, '7z is not here');

/** Of each kind; every third is among the commit ranges, which are few. */
const cuts = size(18, 500);

function randomPlaces(): CutPlaces {
  const random = randomNumbers(cuts);
  return Array.from({ length: cuts }, (_, index) => ({
    part: index % 3 === 0 ? 'commit' : 'anywhere',
    at: random.next().value,
  }));
}

describe('a larger append whose power is cut at random places, with and without a torn write unit,', () => {
  let judged: Judged;
  beforeAll(async () => {
    const request = { media: 'dvd+rw', sectors: 4096, added: 2_500_000 } as const;
    judged = await judgeCuts({ ...request, places: randomPlaces() }, has7z, (done) => {
      tell(`${done} of ${2 * cuts} cuts`);
    });
  });

  test('leaves every byte of the old session before the commit, and of the new image after resumeBurn', () => {
    expect(mistakesOf(judged, false)).toEqual([]);
    expect(judged.session).toBeGreaterThan(1200);
    const after = new Set(judged.cuts.map((cut) => cut.after > judged.session));
    expect([...after].sort()).toEqual([false, true]);
    expect(judged.cuts).toHaveLength(2 * cuts);
  });

  with7z('gives 7-Zip the old files each time, and the new ones each time after resumeBurn', () => {
    expect(mistakesOf(judged, true)).toEqual([]);
  });
});
