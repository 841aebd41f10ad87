import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  burnImage,
  type BurnProgress,
  type BurnReport,
  type DiscRecorder,
  type Fault,
  type Operation,
} from 'imapi2';

import { openDisc } from '../support/disc';
import { everything, Intruder, nothing, type Attempts } from '../support/intruder';
import { changedIso, copyOf, isoDisc, type IsoDisc } from '../support/iso-disc';
import { scratch } from '../support/scratch';

jest.setTimeout(120_000);

/** An .iso that is being burned belongs to the burn: no other process can write to it, rename it or delete it meanwhile. */

let original: IsoDisc;
let intruder: Intruder;
beforeAll(async () => {
  original = await isoDisc();
  intruder = await Intruder.start();
});
afterAll(() => intruder[Symbol.asyncDispose]());

type Burn = Operation<BurnProgress, BurnReport>;
type Phase = BurnProgress['phase'];

const burns: Record<string, (recorder: DiscRecorder, iso: string) => Burn> = {
  'the differences from an .iso': (recorder, iso) =>
    burnImage(recorder, iso, {
      ranges: 'differences',
      journal: join(scratch(), 'held.journal'),
    }),
  'an .iso whole': (recorder, iso) => burnImage(recorder, iso, { overwrite: true }),
};

const unreadable = 'E_IMAPI_RECORDER_COMMAND_TIMEOUT';
const endings: Record<string, { faults: (lba: number) => Fault[]; ends: string; cancel?: true }> = {
  success: { faults: () => [], ends: 'success' },
  'a failure while it writes': {
    faults: (sector) => [{ at: { sector, access: 'write' }, fail: unreadable }],
    ends: unreadable,
  },
  'a power cut': {
    faults: () => [{ at: { sectorsWritten: 64 }, fail: 'power-cut' }],
    ends: 'E_DEVICE_NOT_CONNECTED',
  },
  'a cancel': { faults: () => [], ends: 'ABORT_ERR', cancel: true },
};

const units = Array.from({ length: 16 }, (_, index) => 300 + 16 * index);

describe.each(Object.entries(burns))('while a burn records %s, another process', (_, begin) => {
  test.each(Object.entries(endings))(
    'can do nothing to it until the burn has ended with %s, and everything then',
    async (__, { faults, ends, cancel }) => {
      const iso = changedIso(original, units);
      const before = readFileSync(iso);
      const drive = { speed: 200, faults: faults(units.at(-1) ?? 0) };
      const { imapi, recorder } = await openDisc(copyOf(original), drive);
      const burn = begin(recorder, iso);
      const phases = new Set<Phase>();
      const outcome = burn.then(
        () => 'success',
        (error: unknown) => (error as { code: string }).code,
      );
      const seen: Attempts[] = [];
      for await (const { phase, blocksWritten } of quietly(burn)) {
        const attempts = await intruder.try(iso);
        // One that came after the end says nothing of the burn.
        if (burn.state === 'settled') break;
        phases.add(phase);
        seen.push(attempts);
        if (cancel === true && phase === 'write' && blocksWritten > 0) burn.cancel();
      }
      expect(await outcome).toBe(ends);
      expect(phases).toContain('write');
      expect(new Set(seen.map((attempts) => JSON.stringify(attempts)))).toEqual(
        new Set([JSON.stringify(nothing)]),
      );
      // Before anything is closed: the burn itself has let it go.
      expect(await intruder.try(iso)).toEqual(everything);
      await imapi.close();
      expect(readFileSync(iso).equals(before)).toBe(true);
    },
  );
});

/** The progress of a burn, whatever it ends with. */
async function* quietly(burn: Burn): AsyncGenerator<BurnProgress> {
  try {
    yield* burn;
  } catch {
    // The outcome is looked at by whoever asked.
  }
}
