import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { resumeBurn, updateDisc } from 'imapi2';

import { openDisc, treeOnDisc } from '../support/disc';
import { failureOf } from '../../jest/failure-of';
import { addedByKilled, killedBurn, type KilledBurn } from '../support/killed-burn';
import { cutBurn, expectResumable, smallDisc, type SmallDisc } from '../support/power-cut';
import { scratch } from '../support/scratch';

jest.setTimeout(240_000);

/**
 * A process that is killed while it burns leaves what a power cut leaves; and the drive, the disc and the journal are free at
 * once. Where it was when it was killed is exact: its drive hangs after so many sectors.
 */

let original: SmallDisc;
/** Sectors of the new session, and with the commit ranges. */
let [session, total] = [0, 0];
beforeAll(async () => {
  original = await smallDisc(scratch(), 'dvd+rw');
  const whole = await cutBurn(original, [], { name: 'measure' });
  session = whole.sessionSectors;
  total = whole.ranges.reduce((sum, { startLba, endLba }) => sum + endLba - startLba + 1, 0);
});

let copies = 0;
const copy = (): { disc: string; journal: string } => {
  const name = join(original.folder, `killed ${copies++}`);
  copyFileSync(original.disc, `${name}.disc`);
  return { disc: `${name}.disc`, journal: `${name}.journal` };
};

const hangAfter = (sectorsWritten: number) =>
  ({
    faults: [{ at: { sectorsWritten }, fail: 'hang' }],
    until: `written === ${sectorsWritten} && (await calls('IDiscFormat2Data::Write')) > 0`,
  }) as const;

/** Resumes in this process, and holds the disc to what must be there after any cut. */
async function stateAfter(
  { disc, journal }: { disc: string; journal: string },
  { ranges, image }: KilledBurn,
): Promise<string> {
  const cut = { disc, journal, image, ranges, sessionSectors: session, error: null };
  const { blocksPlanned, discState } = await expectResumable(original, cut);
  return blocksPlanned > 0 ? 'finished' : discState;
}

describe('a process that is killed while it burns', () => {
  test('before the commit ranges leaves the old session whole, and resumeBurn says so', async () => {
    for (const after of [0, session]) {
      const files = copy();
      const killed = await killedBurn({ ...files, ...hangAfter(after) });
      expect([after, await stateAfter(files, killed)]).toEqual([after, 'old-session-valid']);
      expect(await treeOnDisc(files.disc)).toContain('/goes.txt');
    }
  });

  test('inside the commit ranges leaves what resumeBurn finishes', async () => {
    for (const after of [session + 1, total - 16]) {
      const files = copy();
      const killed = await killedBurn({ ...files, ...hangAfter(after) });
      expect([after, await stateAfter(files, killed)]).toEqual([after, 'finished']);
      expect(await treeOnDisc(files.disc)).toContain(addedByKilled);
    }
  });

  test('at any moment of a slow burn leaves one of the two', async () => {
    for (const after of [1, session + 8]) {
      const files = copy();
      const until = `written >= ${after}`;
      const killed = await killedBurn({ ...files, speed: 100, until });
      const state = await stateAfter(files, killed);
      expect(state).toMatch(/^(old-session-valid|finished|complete)$/);
      const expected = state === 'old-session-valid' ? '/goes.txt' : addedByKilled;
      expect(await treeOnDisc(files.disc)).toContain(expected);
    }
  });

  test('without a journal leaves the old session too, and the next burn begins from it', async () => {
    const { disc } = copy();
    await killedBurn({ disc, ...hangAfter(session) });
    const { imapi, recorder } = await openDisc(disc);
    expect(await recorder.exclusiveOwner()).toBeNull();
    await updateDisc(imapi, recorder, (image) => image.add(Buffer.from('next'), '/next.txt'));
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(expect.arrayContaining(['/goes.txt', '/next.txt']));
  });

  test('while it writes its journal leaves no journal, and nothing in the way of the next', async () => {
    const { disc, journal } = copy();
    // The last that is read before the burn is what the journal tells of the new session.
    const write = 'IDiscFormat2Data::Write';
    const burning = { ...copy(), keepImage: false };
    const whole = await killedBurn({
      ...burning,
      faults: [{ at: { call: write }, fail: 'hang' }],
      until: `(await calls('${write}')) === 1`,
    });
    expect(existsSync(burning.journal)).toBe(true);
    const nth = whole.reads;
    const read = 'IStream::Read';
    await killedBurn({
      disc,
      journal,
      faults: [{ at: { call: read, nth }, fail: 'hang' }],
      until: `(await calls('${read}')) === ${nth}`,
      keepImage: false,
    });
    expect([existsSync(journal), existsSync(`${journal}.partial`)]).toEqual([false, true]);
    const { imapi, recorder } = await openDisc(disc);
    expect(await failureOf(resumeBurn(recorder, journal))).toMatchObject({
      code: 'ERR_JOURNAL_MISSING',
    });
    await updateDisc(imapi, recorder, (image) => image.add(Buffer.from('next'), '/next.txt'), {
      journal,
    });
    await imapi.close();
    expect([existsSync(journal), existsSync(`${journal}.partial`)]).toEqual([false, false]);
    expect(await treeOnDisc(disc)).toEqual(expect.arrayContaining(['/goes.txt', '/next.txt']));
  });

  test('while it resumes one that was killed leaves it to be resumed again', async () => {
    const files = copy();
    const killed = await killedBurn({ ...files, ...hangAfter(session + 3) });
    for (const after of [0, 16]) {
      await killedBurn({ ...files, ...hangAfter(after), resume: true });
      expect(existsSync(files.journal)).toBe(true);
    }
    expect(await stateAfter(files, killed)).toBe('finished');
    expect(await treeOnDisc(files.disc)).toContain(addedByKilled);
  });
});
