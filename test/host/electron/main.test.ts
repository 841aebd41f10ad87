import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { resolve } from 'node:path';

import {
  FakeElectron,
  prevented,
  settled,
  type FakeBurner,
  type FakeWindow,
} from './fake-electron';

/** What the examples' main scripts do where a program ends in the middle of a burn. Electron is not there. */

let electron: FakeElectron;

async function start(script: string): Promise<{ window: FakeWindow; burner: FakeBurner }> {
  jest.doMock('electron', () => electron.module());
  jest.isolateModules(() => jest.requireActual(resolve(script)));
  await settled();
  const [window] = electron.windows;
  const [burner] = electron.burners;
  if (window === undefined || burner === undefined) throw new Error(`${script} did not start`);
  return { window, burner };
}

beforeEach(() => {
  electron = new FakeElectron();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the Electron example', () => {
  const main = 'build/electron/main.js';
  const keepRecording = 0;
  const cancelAndQuit = 1;

  test('closes its window at once while nothing is being recorded', async () => {
    const { window } = await start(main);
    expect(prevented(window, 'close')).toBe(false);
    expect(prevented(window, 'query-session-end')).toBe(false);
  });

  test('asks before it quits in the middle of a burn, once, and goes on where the answer is no', async () => {
    const { window, burner } = await start(main);
    burner.emit('message', { busy: true });
    electron.answers(keepRecording);
    expect(prevented(window, 'close')).toBe(true);
    expect(prevented(window, 'close')).toBe(true);
    await settled();
    expect(electron.dialog.showMessageBox).toHaveBeenCalledTimes(1);
    expect(burner.postMessage).not.toHaveBeenCalled();
    expect(window.destroyed).toBe(false);
  });

  test('cancels the burn, and closes the window once that has ended', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { window, burner } = await start(main);
    burner.emit('message', { busy: true });
    electron.answers(cancelAndQuit);
    prevented(window, 'close');
    await settled();
    expect(burner.postMessage.mock.calls).toEqual([['cancel', []]]);
    expect(window.destroyed).toBe(false);
    burner.emit('message', { busy: false });
    expect(window.destroyed).toBe(true);
    // The burner's own end, which comes after it gave its drive back, ends the program.
    expect(burner.postMessage.mock.lastCall).toEqual(['end', []]);
    burner.emit('exit', 0);
    expect(electron.app.quit).toHaveBeenCalledTimes(1);
  });

  test('keeps Windows from ending in the middle of a burn', async () => {
    const { window, burner } = await start(main);
    burner.emit('message', { busy: true });
    expect(prevented(window, 'query-session-end')).toBe(true);
  });

  test('starts the burner again where it crashed, and the page with it', async () => {
    const { window, burner } = await start(main);
    burner.emit('message', { busy: true });
    burner.emit('exit', 0xc0000005);
    await settled();
    expect(electron.dialog.showMessageBox).toHaveBeenCalledTimes(1);
    expect(electron.burners).toHaveLength(2);
    expect(window.reload).toHaveBeenCalledTimes(1);
    // What the crashed one was doing no longer holds the window.
    expect(prevented(window, 'close')).toBe(false);
  });
});

describe('the minimal Electron example', () => {
  const main = 'examples/electron-minimal/main.js';
  const progress = { type: 'progress', phase: 'write', fraction: 0.5 };

  test('burns the files that the user chose, and passes on what comes of it', async () => {
    const { window, burner } = await start(main);
    electron.ipcMain.emit('burn');
    await settled();
    expect(burner.postMessage.mock.calls).toEqual([[{ type: 'burn', paths: ['C:\\a.txt'] }]]);
    burner.emit('message', progress);
    expect(window.webContents.send.mock.calls).toEqual([['burner', progress]]);
  });

  test('quits at once while nothing is being recorded', async () => {
    await start(main);
    expect(prevented(electron.app, 'before-quit')).toBe(false);
  });

  test('cancels a burn before it quits, and quits once that has ended', async () => {
    const { window, burner } = await start(main);
    electron.ipcMain.emit('burn');
    await settled();
    window.destroyed = true;
    expect(prevented(electron.app, 'before-quit')).toBe(true);
    expect(burner.postMessage.mock.lastCall).toEqual([{ type: 'cancel' }]);
    expect(electron.app.quit).not.toHaveBeenCalled();
    burner.emit('message', { type: 'failed', error: {} });
    expect(electron.app.quit).toHaveBeenCalledTimes(1);
    expect(prevented(electron.app, 'before-quit')).toBe(false);
  });
});
