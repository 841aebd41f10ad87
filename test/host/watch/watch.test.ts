import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

import type { NativeBinding } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeHandle, fakeImapi, fakeInfo, rejects } from '../fakes/fake-binding';

const failure = (hresult: number): object => ({
  hresult,
  code: null,
  operation: 'IDiscRecorder2Ex::SendCommandNoData',
  message: null,
});
const busy = { hresult: null, code: 'ERR_BUSY', operation: 'testUnitReady', message: null };
const noMedia = failure(0xc0aa0202);

/** One drive that answers as the test says, and an IMAPI2 that the test speaks for. */
function fakeDrive(): {
  readonly calls: Partial<NativeBinding>;
  readonly closed: string[];
  answer: object | null;
  asked: number;
  opened: number;
  tell: (added: boolean, id: string) => void;
} {
  const closed: string[] = [];
  const drive = {
    closed,
    answer: null as object | null,
    asked: 0,
    opened: 0,
    tell: (() => undefined) as (added: boolean, id: string) => void,
    calls: {} as Partial<NativeBinding>,
  };
  drive.calls = {
    recorders: () => Promise.resolve([fakeInfo]),
    openRecorder: () => {
      drive.opened++;
      return Promise.resolve({ handle: fakeHandle('recorder'), info: fakeInfo });
    },
    testUnitReady: () => {
      drive.asked++;
      return drive.answer === null ? Promise.resolve() : rejects(drive.answer);
    },
    watchDrives: (_provider, onEvent) => {
      drive.tell = onEvent;
      return Promise.resolve(fakeHandle('watch'));
    },
    close: (handle) => {
      closed.push((handle as unknown as { name: string }).name);
      return Promise.resolve();
    },
  };
  return drive;
}

/** Lets everything that was promised happen, and then a second pass. */
async function aSecond(): Promise<void> {
  await jest.advanceTimersByTimeAsync(1000);
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('only a plain yes or no of the drive counts', async () => {
  const drive = fakeDrive();
  const watcher = fakeImapi(drive.calls).watch();
  await aSecond();
  for (const answer of [busy, failure(0xc0aa0205), failure(0x80004005)]) {
    drive.answer = answer;
    await aSecond();
  }
  drive.answer = noMedia;
  await aSecond();
  drive.answer = busy;
  await aSecond();
  drive.answer = null;
  await aSecond();
  expect(await watcher.next()).toMatchObject({ value: { type: 'media-removed', id: 'drive-1' } });
  expect(await watcher.next()).toMatchObject({ value: { type: 'media-inserted', id: 'drive-1' } });
});

test('a drive is asked once a second, however many watch', async () => {
  const drive = fakeDrive();
  const imapi = fakeImapi(drive.calls);
  imapi.watch();
  imapi.watch();
  await jest.advanceTimersByTimeAsync(0);
  expect([drive.opened, drive.asked]).toEqual([1, 1]);
  await aSecond();
  await aSecond();
  expect([drive.opened, drive.asked]).toEqual([1, 3]);
});

test('a drive that is told of twice is one, and one that goes is closed', async () => {
  const drive = fakeDrive();
  const watcher = fakeImapi(drive.calls).watch();
  await aSecond();
  drive.tell(true, 'drive-2');
  drive.tell(true, 'drive-2');
  drive.tell(false, 'drive-2');
  drive.tell(false, 'drive-3');
  drive.tell(true, 'drive-4');
  await aSecond();
  const seen = [await watcher.next(), await watcher.next(), await watcher.next()];
  expect(seen.map(({ value }) => value as unknown)).toEqual([
    { type: 'drive-added', id: 'drive-2' },
    { type: 'drive-removed', id: 'drive-2' },
    { type: 'drive-added', id: 'drive-4' },
  ]);
  expect(drive.closed).toEqual(['recorder']);
});

test('whoever asks twice before anything happened is answered twice, in order, and at the end too', async () => {
  const drive = fakeDrive();
  const watcher = fakeImapi(drive.calls).watch();
  const first = watcher.next();
  const second = watcher.next();
  const third = watcher.next();
  await aSecond();
  drive.tell(true, 'drive-2');
  drive.tell(true, 'drive-3');
  expect(await first).toMatchObject({ value: { type: 'drive-added', id: 'drive-2' } });
  expect(await second).toMatchObject({ value: { type: 'drive-added', id: 'drive-3' } });
  await watcher.return?.();
  expect(await third).toMatchObject({ done: true });
});

test('a drive that does not answer keeps nobody from hearing of the others', async () => {
  const drive = fakeDrive();
  const silent = (): Promise<void> => new Promise(() => undefined);
  const watcher = fakeImapi({ ...drive.calls, testUnitReady: silent }).watch();
  await aSecond();
  drive.tell(true, 'drive-2');
  expect(await watcher.next()).toMatchObject({ value: { type: 'drive-added', id: 'drive-2' } });
});

test('the last watcher that leaves closes everything, and no question follows', async () => {
  const drive = fakeDrive();
  const imapi = fakeImapi(drive.calls);
  const [first, second] = [imapi.watch(), imapi.watch()];
  await aSecond();
  await first.return?.();
  expect(drive.closed).toEqual([]);
  await second.return?.();
  expect([...drive.closed].sort()).toEqual(['recorder', 'watch']);
  const { asked } = drive;
  await aSecond();
  expect(drive.asked).toBe(asked);
});

test('a watcher that leaves before the watch has begun leaves nothing', async () => {
  const drive = fakeDrive();
  const imapi = fakeImapi(drive.calls);
  const watcher = imapi.watch();
  await watcher.return?.();
  await aSecond();
  expect(drive.closed.filter((name) => name === 'recorder')).toHaveLength(drive.opened);
  const { asked } = drive;
  await aSecond();
  expect(drive.asked).toBe(asked);
});

test('an IMAPI2 that can’t be listened to is said to every watcher', async () => {
  const drive = fakeDrive();
  const imapi = fakeImapi({ ...drive.calls, watchDrives: () => rejects(failure(0x80004005)) });
  const watchers = [imapi.watch(), imapi.watch()];
  await aSecond();
  for (const watcher of watchers)
    expect(await failureOf(watcher.next())).toMatchObject({ code: 'E_FAIL' });
});
