import { describe, expect, test } from '@jest/globals';
import { isSupported, open, supportInfo, type Fault, type MediaType } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { newDisc, openDisc, recordedDisc, sectors } from '../support/disc';
import { nothingAlive } from '../support/nothing-alive';

test('a Windows with the virtual server is supported, and says what else is missing', () => {
  expect(isSupported()).toBe(true);
  const { supported, virtual, system, reasons } = supportInfo();
  expect({ supported, virtual }).toEqual({ supported: true, virtual: true });
  // Wine has no IMAPI2; a real Windows has.
  expect(reasons.length > 0).toBe(!system);
});

describe.each<[MediaType, number]>([
  ['dvd+rw', 16],
  ['bd-re', 32],
])('a blank virtual %s', (type, writeUnit) => {
  test('is what it was made as', async () => {
    const { imapi, recorder } = await openDisc(newDisc(), { media: type });
    expect(await recorder.media()).toMatchObject({
      type,
      rewritable: true,
      blank: true,
      totalSectors: sectors,
      freeSectors: sectors,
      writeUnit,
      writeProtected: [],
    });
    await imapi.close();
  });
});

describe('a drive', () => {
  test('that does not answer when drives are listed hides no other one', async () => {
    const at = { call: 'IDiscRecorder2::InitializeDiscRecorder' };
    const faults = [{ at, fail: 'hang' }];
    const drives = [{ disc: newDisc(), sectors }, {}];
    const imapi = await open({ provider: 'virtual', drives, faults });
    const listed = await imapi.recorders();
    expect(listed.map(({ error }) => error?.code ?? null)).toEqual(['ERR_DRIVE_HUNG', null]);
    await imapi.close();
    await nothingAlive();
  });

  test('is opened by its id and by its volume path, with and without the backslash', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    const [path = ''] = recorder.info.volumePaths;
    for (const name of [recorder.info.id, path, path.replace(/\\$/, '')]) {
      const again = await imapi.recorder(name);
      expect(again.info).toEqual(recorder.info);
      await again.close();
    }
    await imapi.close();
  });

  test('that was plugged in again is opened anew, whoever still has the old one', async () => {
    const opens = async (faults: Fault[]): Promise<number> => {
      const { imapi, recorder } = await openDisc(newDisc(), { faults });
      const call = 'calls:IDiscRecorder2::InitializeDiscRecorder';
      const before = (await imapi.virtual?.counter(call)) ?? NaN;
      const again = await imapi.recorder(recorder.info.id);
      expect(again.info).toEqual(recorder.info);
      expect(await again.media()).toMatchObject({ blank: true });
      expect(await recorder.media()).toMatchObject({ blank: true });
      const after = (await imapi.virtual?.counter(call)) ?? NaN;
      await imapi.close();
      return after - before;
    };
    const at = { call: 'IDiscRecorder2Ex::GetFeaturePage' };
    const gone: Fault = { at, fail: 'E_DEVICE_NOT_CONNECTED' };
    expect(await opens([])).toBe(0);
    expect(await opens([gone])).toBe(1);
  });

  test('is ready, and says what it can do', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    await recorder.waitUntilReady();
    const { supported, current, profiles, currentProfiles } = await recorder.features();
    expect(profiles).toContain(0x1a); // DVD+RW
    expect(currentProfiles).toEqual([0x1a]);
    expect(supported).toEqual(expect.arrayContaining([...current]));
    await imapi.close();
  });

  test('is held by a lock until that is released, under the name that was given', async () => {
    const { imapi, recorder } = await openDisc(newDisc());
    expect(await recorder.exclusiveOwner()).toBeNull();
    const lock = await recorder.lock();
    expect(await recorder.exclusiveOwner()).toBe('imapi2');
    await lock.release();
    await lock.release();
    expect(await recorder.exclusiveOwner()).toBeNull();
    await imapi.close();
  });

  test('opens and closes its tray, and waits until the disc is ready', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    await recorder.eject();
    expect(await failureOf(recorder.media())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
    });
    await recorder.closeTray();
    await recorder.waitUntilReady();
    expect(await recorder.media()).toMatchObject({ blank: false });
    await imapi.close();
  });
});
