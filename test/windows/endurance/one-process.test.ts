import { expect, jest } from '@jest/globals';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { open, updateDisc } from 'imapi2';

import { testIf } from '../../jest/test-if';
import { nothingAlive } from '../support/nothing-alive';
import { smallDisc } from '../support/power-cut';
import { scratch } from '../support/scratch';
import { koffi, resourceMeter, type Resources } from './resources';
import { patience, size, tell } from './size';

jest.setTimeout(patience);

const counted = testIf(koffi !== '', 'koffi is there for x64 only');

/** Does it so often, and measures after the first fifth, by when everything has been loaded, and at the end. */
async function measured(
  what: string,
  times: number,
  work: (round: number) => Promise<void>,
): Promise<{ readonly early: Resources; readonly late: Resources }> {
  const measure = resourceMeter();
  let early: Resources | null = null;
  for (let round = 0; round < times; round++) {
    if (round === Math.floor(times / 5)) {
      await nothingAlive();
      early = await measure();
      tell(`${what} ${round}: ${JSON.stringify(early)}`);
    }
    await work(round);
  }
  await nothingAlive();
  const late = await measure();
  tell(`${what} ${times}: ${JSON.stringify(late)}`);
  return { early: early ?? late, late };
}

/** Flat: what comes and goes by itself (Node's own threads, a log of V8) is less than any leak at each round. */
function expectFlat(
  { early, late }: { readonly early: Resources; readonly late: Resources },
  rounds: number,
): void {
  const perRound = (key: keyof Resources): number => (late[key] - early[key]) / rounds;
  expect(perRound('handles')).toBeLessThan(0.1);
  expect(perRound('threads')).toBeLessThan(0.1);
  // A session that leaked would cost more: its disc's map alone is larger. Only the long size can tell.
  if (rounds > 500) expect(perRound('memory')).toBeLessThan(0.05);
}

counted(
  'burn after burn in one process leaves no handle, no thread and no memory behind',
  async () => {
    const original = await smallDisc(scratch(), 'dvd+rw', 4096);
    const disc = join(original.folder, 'again.disc');
    const times = size(30, 1000);
    const measurements = await measured('burns', times, async (round) => {
      // A disc has room for so many sessions.
      if (round % 10 === 0) copyFileSync(original.disc, disc);
      const imapi = await open({ provider: 'virtual', drives: [{ disc }] });
      try {
        const [drive] = await imapi.recorders();
        const recorder = await imapi.recorder(drive?.id ?? '');
        const report = await updateDisc(imapi, recorder, (image) =>
          image.add(Buffer.from(`round ${round}`), `/${round}.txt`),
        );
        if (report.blocksPlanned === 0) throw new Error('nothing was written');
      } finally {
        await imapi.close();
      }
    });
    expectFlat(measurements, times - Math.floor(times / 5));
  },
);

counted('sessions opened and closed in one process leave nothing behind', async () => {
  const { disc } = await smallDisc(scratch(), 'dvd+rw');
  const times = size(200, 10_000);
  const measurements = await measured('sessions', times, async () => {
    const imapi = await open({ provider: 'virtual', drives: [{ disc }, {}] });
    try {
      const [drive] = await imapi.recorders();
      await (await imapi.recorder(drive?.id ?? '')).media();
    } finally {
      await imapi.close();
    }
  });
  expectFlat(measurements, times - Math.floor(times / 5));
});
