import { describe, expect, jest, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { burnModified, updateDisc, type EraseProgress, type Imapi } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import {
  addFiles,
  newDisc,
  openDisc,
  prepareAppend,
  recordedDisc,
  treeOnDisc,
  type DiscOptions,
} from '../support/disc';
import { driveIsGivenUp } from '../support/nothing-alive';
import { packageRoot, runScript } from '../support/run-script';
import { sectorsOf } from '../support/sectors';

// A process that leaves a hanging drive waits five seconds for it; a loaded machine needs its own time.
jest.setTimeout(90_000);

const count = async (imapi: Imapi, name: string): Promise<number> =>
  (await imapi.virtual?.counter(name)) ?? NaN;

describe('an erase', () => {
  test.each([
    ['dvd+rw', false],
    ['bd-re', false],
    ['dvd+rw', true],
  ] as const)(
    'of a %s (full: %s) makes the disc blank, and fit for a first session',
    async (media, full) => {
      const disc = await recordedDisc(media);
      const { imapi, recorder } = await openDisc(disc);
      await recorder.erase({ full });
      expect(await recorder.media()).toMatchObject({ blank: true });
      if (full) expect(sectorsOf(disc).every((byte) => byte === 0)).toBe(true);
      const report = await updateDisc(imapi, recorder, (image) =>
        addFiles(image, { '/after.txt': 'new' }),
      );
      expect(report).toMatchObject({ mode: 'whole', verified: 'ranges' });
      await imapi.close();
      expect(await treeOnDisc(disc)).toEqual(['/after.txt']);
    },
  );

  test('that has begun cannot be stopped, has the drive for itself, and tells time that only goes on', async () => {
    const disc = await recordedDisc();
    const { imapi, recorder } = await openDisc(disc, {
      speed: 2000,
      switches: { 'erase-progress': 'backward' },
    });
    const other = await imapi.recorder(recorder.info.id);
    const seen: EraseProgress[] = [];
    const cancelled: boolean[] = [];
    const busy: Promise<unknown>[] = [];
    const erase = recorder.erase({
      onProgress: (progress) => {
        seen.push(progress);
        cancelled.push(erase.cancel());
        busy.push(failureOf(other.media()));
      },
    });
    await erase;
    expect(erase.state).toBe('settled');
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(cancelled)).toEqual(new Set([false]));
    for (const refusal of await Promise.all(busy))
      expect(refusal).toMatchObject({ code: 'ERR_BUSY' });
    const elapsed = seen.map((progress) => progress.elapsed);
    expect([...elapsed].sort((left, right) => left - right)).toEqual(elapsed);
    expect(seen.every((progress) => progress.estimatedTotal >= progress.elapsed)).toBe(true);
    expect(await other.media()).toMatchObject({ blank: true });
    await imapi.close();
  });

  test('that has not begun is cancelled, and the disc is as it was', async () => {
    const disc = await recordedDisc();
    const before = sectorsOf(disc);
    const { imapi, recorder } = await openDisc(disc);
    expect(await failureOf(recorder.erase({ signal: AbortSignal.abort('no') }))).toMatchObject({
      name: 'AbortError',
      code: 'ABORT_ERR',
      cause: 'no',
    });
    // The drive's worker has these to do first.
    const asked = Array.from({ length: 50 }, () => recorder.media());
    const erase = recorder.erase();
    const told = erase.cancel('no');
    const end = await erase.then(
      () => 'erased',
      (error: unknown) => (error as { code: string }).code,
    );
    // What cancel() says is what happens, however the two threads race.
    expect(end).toBe(told ? 'ABORT_ERR' : 'erased');
    expect(sectorsOf(disc).equals(before)).toBe(told);
    await Promise.all(asked);
    await imapi.close();
  });

  test('makes an image of what was there worthless: it is not recorded', async () => {
    const { imapi, recorder, result } = await prepareAppend(await recordedDisc());
    await recorder.erase();
    const written = await imapi.virtual?.writes(recorder.info.id);
    expect(await failureOf(burnModified(recorder, result))).toMatchObject({
      code: 'IMAPI_E_DISC_MISMATCH',
    });
    expect(await imapi.virtual?.writes(recorder.info.id)).toEqual(written);
    await imapi.close();
  });

  test('of an empty tray, and with options that can’t be right, is refused', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    expect(await failureOf(recorder.erase({ full: 1 } as never))).toMatchObject({
      code: 'ERR_INVALID_OPTION',
      operation: 'DiscRecorder.erase',
    });
    await recorder.eject();
    expect(await failureOf(recorder.erase())).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
      operation: 'IDiscFormat2Erase::EraseMedia',
    });
    await imapi.close();
  });
});

describe('a COM call that fails during an erase', () => {
  async function eraseWithFault(
    call: string,
    check: (recorder: Awaited<ReturnType<typeof openDisc>>['recorder']) => Promise<void>,
    nth = 1,
  ): Promise<void> {
    const disc = await recordedDisc();
    const options: DiscOptions = { faults: [{ at: { call, nth }, fail: 'E_FAIL' }] };
    const { imapi, recorder } = await openDisc(disc, options);
    await check(recorder);
    expect(await recorder.exclusiveOwner()).toBeNull();
    for (const [taken, given] of [
      ['IDiscRecorder2::AcquireExclusiveAccess', 'IDiscRecorder2::ReleaseExclusiveAccess'],
      ['IDiscRecorder2::DisableMcn', 'IDiscRecorder2::EnableMcn'],
    ] as const) {
      const [acquired, released] = [
        await count(imapi, `calls:${taken}`),
        await count(imapi, `calls:${given}`),
      ];
      // The call that failed counts too.
      expect({ given, released: released - (call === given ? 1 : 0) }).toEqual({
        given,
        released: acquired - (call === taken ? 1 : 0),
      });
    }
    await recorder.close();
    expect(await count(imapi, 'objects')).toBe(0);
    expect(await count(imapi, 'threads')).toBe(0);
    await imapi.close();
    rmSync(disc);
  }

  test.each([
    'IDiscFormat2Erase::put_Recorder',
    'IDiscFormat2Erase::put_ClientName',
    'IDiscFormat2Erase::put_FullErase',
    'IDiscRecorder2::AcquireExclusiveAccess',
    'IDiscRecorder2::DisableMcn',
    'IDiscFormat2Erase::EraseMedia',
  ])('is named: %s', async (call) => {
    await eraseWithFault(call, async (recorder) => {
      expect(await failureOf(recorder.erase())).toMatchObject({ code: 'E_FAIL', operation: call });
      // It fails once; the drive is as good as before.
      await recorder.erase();
    });
  });

  test.each([
    ['IDiscRecorder2::EnableMcn', 1],
    // The first is the erase format's own.
    ['IDiscRecorder2::ReleaseExclusiveAccess', 2],
    // The second detaches it.
    ['IDiscFormat2Erase::put_Recorder', 2],
  ] as const)('is no reason for it to fail where it only gives back: %s', async (call, nth) => {
    await eraseWithFault(
      call,
      async (recorder) => {
        await recorder.erase();
        expect(await recorder.media()).toMatchObject({ blank: true });
      },
      nth,
    );
  });
});

describe('an erase of each kind of disc', () => {
  test.each([
    ['cd-rw', 65_536],
    ['dvd-rw', 65_536],
    ['dvd-ram', 16_384],
    ['bd-re', 16_384],
  ] as const)('makes a %s blank, which then takes a first session', async (media, sectors) => {
    const disc = newDisc();
    const { imapi, recorder } = await openDisc(disc, { media, sectors });
    const add = (name: string): Promise<{ mode: string }> =>
      updateDisc(imapi, recorder, (image) => addFiles(image, { [name]: 'content' }));
    await add('/before.txt');
    expect(await recorder.media()).toMatchObject({ blank: false });
    await recorder.erase();
    const { blank, states } = await recorder.media();
    expect({ blank, states }).toEqual({ blank: true, states: expect.arrayContaining(['blank']) });
    expect(await add('/after.txt')).toMatchObject({ mode: 'whole', verified: 'ranges' });
    await imapi.close();
    expect(await treeOnDisc(disc)).toEqual(['/after.txt']);
  });

  test.each(['cd-r', 'dvd+r', 'bd-r'] as const)(
    'is refused of a %s, which stays as it is',
    async (media) => {
      const disc = newDisc();
      const { imapi, recorder } = await openDisc(disc, { media });
      await updateDisc(imapi, recorder, (image) => addFiles(image, { '/stays.txt': 'content' }));
      const before = sectorsOf(disc);
      expect(await failureOf(recorder.erase())).toMatchObject({
        code: 'E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED',
      });
      expect(await recorder.exclusiveOwner()).toBeNull();
      await imapi.close();
      expect(sectorsOf(disc).equals(before)).toBe(true);
    },
  );
});

describe('close(), while an erase runs', () => {
  test('waits for it as long as the drive tells of it', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc(), { speed: 1500 });
    const erase = recorder.erase({ hangTimeout: 60_000 });
    for await (const progress of erase) {
      expect(progress.elapsed).toBeGreaterThanOrEqual(0);
      break;
    }
    const ends: string[] = [];
    await Promise.all([
      erase.then(() => ends.push('erased')),
      recorder.close().then(() => ends.push('closed')),
    ]);
    expect(ends.sort()).toEqual(['closed', 'erased']);
    await imapi.close();
  });

  test.each(['recorder', 'imapi'] as const)(
    'of the %s gives up a drive that hangs',
    async (which) => {
      const { imapi, recorder } = await openDisc(await recordedDisc(), {
        faults: [{ at: { call: 'IDiscFormat2Erase::EraseMedia' }, fail: 'hang' }],
      });
      const erase = recorder.erase({ hangTimeout: 200 });
      while ((await count(imapi, 'calls:IDiscFormat2Erase::EraseMedia')) !== 1) {
        expect(erase.state).toBe('running');
      }
      expect(erase.cancel()).toBe(false);
      driveIsGivenUp();
      const closing = { recorder, imapi }[which].close();
      expect(await failureOf(erase)).toMatchObject({
        code: 'ERR_DRIVE_HUNG',
        operation: 'IDiscFormat2Erase::EraseMedia',
      });
      await closing;
      await imapi.close();
    },
  );
});

test('a process that ends while an erase hangs ends all the same', async () => {
  const disc = await recordedDisc();
  const script = `
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
(async () => {
  const faults = [{ at: { call: 'IDiscFormat2Erase::EraseMedia' }, fail: 'hang' }];
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)}, faults }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const erase = recorder.erase();
  while ((await imapi.virtual.counter('calls:IDiscFormat2Erase::EraseMedia')) !== 1);
  if (erase.cancel() !== false) process.exit(1);
  process.exit(7);
})();
`;
  expect(runScript(script).status).toBe(7);
  expect(await treeOnDisc(disc)).toContain('/goes.txt');
});
