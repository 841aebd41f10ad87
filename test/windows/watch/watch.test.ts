import { describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { updateDisc, type DriveEvent, type Imapi } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { content, newDisc, openDisc, recordedDisc } from '../support/disc';
import { packageRoot, runScript } from '../support/run-script';

// Discs are asked for once a second, and each test awaits the event itself.
jest.setTimeout(60_000);

const count = async (imapi: Imapi, name: string): Promise<number> =>
  (await imapi.virtual?.counter(name)) ?? NaN;

async function nextOf(watcher: AsyncIterator<DriveEvent>): Promise<DriveEvent> {
  const next = await watcher.next();
  if (next.done === true) throw new Error('the watch ended');
  return next.value;
}

/** Whether a drive has a disc it is asked by this. */
const question = 'IDiscRecorder2Ex::SendCommandNoData';

/** A watch that has asked the one drive: what happens to its disc from then on is an event. */
async function watchTray(imapi: Imapi): Promise<AsyncIterator<DriveEvent>> {
  const asked = await count(imapi, `calls:${question}`);
  const watcher = imapi.watch();
  while ((await count(imapi, `calls:${question}`)) === asked) await new Promise(setImmediate);
  return watcher;
}

/** Another drive is plugged in, and its event awaited. */
async function plugIn(imapi: Imapi, watcher: AsyncIterator<DriveEvent>): Promise<string> {
  const id = (await imapi.virtual?.addDrive({ disc: newDisc(), sectors: 4096 })) ?? '';
  expect(await nextOf(watcher)).toEqual({ type: 'drive-added', id });
  return id;
}

describe('a watch', () => {
  test('tells drives that come and go, and none that was there', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    const watcher = imapi.watch();
    const id = await plugIn(imapi, watcher);
    expect((await imapi.recorders()).map((drive) => drive.id)).toEqual([recorder.info.id, id]);
    await imapi.virtual?.removeDrive(id);
    expect(await nextOf(watcher)).toEqual({ type: 'drive-removed', id });
    expect(await imapi.recorders()).toHaveLength(1);
    // A drive that comes after another went is a new one.
    expect(await plugIn(imapi, watcher)).not.toBe(id);
    await imapi.virtual?.removeDrive(recorder.info.id);
    expect(await nextOf(watcher)).toEqual({ type: 'drive-removed', id: recorder.info.id });
    await failureOf(recorder.media());
    await imapi.close();
  });

  test('tells discs that are taken out and put in', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    const { id } = recorder.info;
    const watcher = await watchTray(imapi);
    await recorder.eject();
    expect(await nextOf(watcher)).toEqual({ type: 'media-removed', id });
    await recorder.closeTray();
    expect(await nextOf(watcher)).toEqual({ type: 'media-inserted', id });
    await imapi.close();
  });

  test('goes on where a question fails', async () => {
    const faults = [1, 2, 3].map((nth) => ({ at: { call: question, nth }, fail: 'E_FAIL' }));
    const { imapi, recorder } = await openDisc(await recordedDisc(), { faults });
    const watcher = imapi.watch();
    while ((await count(imapi, `calls:${question}`)) < 5) await new Promise(setImmediate);
    await recorder.eject();
    expect(await nextOf(watcher)).toEqual({ type: 'media-removed', id: recorder.info.id });
    await imapi.close();
  });

  test('is one for all who look, and leaves nothing behind when the last has left', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc());
    await recorder.media();
    const idle = { objects: await count(imapi, 'objects'), threads: await count(imapi, 'threads') };
    const masters = await count(imapi, 'calls:IDiscMaster2::get_Count');
    const first = imapi.watch();
    const second = imapi.watch();
    const id = await plugIn(imapi, first);
    expect(await nextOf(second)).toEqual({ type: 'drive-added', id });
    expect(masters).not.toBeNaN();
    await first.return?.();
    expect(await first.next()).toEqual({ done: true, value: undefined });
    await imapi.virtual?.removeDrive(id);
    expect(await nextOf(second)).toEqual({ type: 'drive-removed', id });
    await second.return?.();
    expect({
      objects: await count(imapi, 'objects'),
      threads: await count(imapi, 'threads'),
    }).toEqual(idle);
    // And begins again.
    const third = imapi.watch();
    await plugIn(imapi, third);
    await imapi.close();
    expect(await third.next()).toEqual({ done: true, value: undefined });
  });

  test('leaves a drive alone that is burning', async () => {
    const { imapi, recorder } = await openDisc(await recordedDisc(), { speed: 200 });
    const watcher = await watchTray(imapi);
    const report = await updateDisc(imapi, recorder, (image) =>
      image.add(content(7, 600_000), '/more.bin'),
    );
    expect(report).toMatchObject({ mode: 'modified', verified: 'ranges' });
    await recorder.eject();
    // The first event since then: the burn made none.
    expect(await nextOf(watcher)).toMatchObject({ type: 'media-removed' });
    await imapi.close();
  });

  test('ends on its signal, and when its Imapi is closed', async () => {
    const { imapi } = await openDisc(await recordedDisc());
    const control = new AbortController();
    const ended: string[] = [];
    const loops = [
      ['signal', { signal: control.signal }],
      ['close', {}],
      ['aborted before', { signal: AbortSignal.abort() }],
    ] as const;
    const running = loops.map(async ([name, options]) => {
      for await (const event of imapi.watch(options)) expect(event).toBeNull();
      ended.push(name);
    });
    await running[2];
    control.abort();
    await running[0];
    expect(ended).toEqual(['aborted before', 'signal']);
    await imapi.close();
    await running[1];
    expect(await failureOf(imapi.watch().next())).toMatchObject({ code: 'ERR_CLOSED' });
  });

  test('refuses options that can’t be right, when it is asked for its first event', async () => {
    const { imapi } = await openDisc(await recordedDisc());
    expect(await failureOf(imapi.watch({ signal: 1 } as never).next())).toMatchObject({
      code: 'ERR_INVALID_OPTION',
      operation: 'Imapi.watch',
    });
    await imapi.close();
  });

  test('says why where IMAPI2 can’t be listened to', async () => {
    const call = 'IDiscMaster2::get_Count';
    const { imapi } = await openDisc(await recordedDisc());
    const nth = (await count(imapi, `calls:${call}`)) + 1;
    await imapi.close();
    const again = await openDisc(await recordedDisc(), {
      faults: [{ at: { call, nth }, fail: 'E_FAIL' }],
    });
    expect(await failureOf(again.imapi.watch().next())).toMatchObject({ code: 'E_FAIL' });
    await again.imapi.close();
  });

  test('keeps no process alive', async () => {
    const disc = await recordedDisc();
    const { status } = runScript(`
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
(async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] });
  process.exitCode = 3;
  for await (const event of imapi.watch()) process.exitCode = 4;
})();
`);
    expect(status).toBe(3);
  });
});
