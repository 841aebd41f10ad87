import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';

/**
 * As much of Electron's main process as the examples' main scripts use, without Electron: what they do is noted, and what
 * happens to them (a click, a message, a crash) is for the test to say.
 */
export class FakeElectron {
  readonly app = Object.assign(new EventEmitter(), {
    whenReady: () => Promise.resolve(),
    getPath: (name: string) => `/${name}`,
    quit: jest.fn(),
    exit: jest.fn(),
    requestSingleInstanceLock: () => true,
    commandLine: { getSwitchValue: () => '', hasSwitch: () => false },
  });
  /** Each process of a burner that was started, the newest last. */
  readonly burners: FakeBurner[] = [];
  readonly windows: FakeWindow[] = [];
  readonly ipcMain = new EventEmitter();
  readonly dialog = {
    showMessageBox: jest.fn<() => Promise<{ response: number }>>(),
    showOpenDialog: (): Promise<{ filePaths: string[] }> =>
      Promise.resolve({ filePaths: ['C:\\a.txt'] }),
    showErrorBox: jest.fn(),
  };
  readonly utilityProcess = {
    fork: (): FakeBurner => {
      const burner = new FakeBurner();
      this.burners.push(burner);
      return burner;
    },
  };

  /** What a person is going to answer: the place of a button. */
  answers(response: number): void {
    this.dialog.showMessageBox.mockResolvedValue({ response });
  }

  /** For `jest.doMock('electron', …)`. */
  module(): object {
    const { windows } = this;
    const handler = {
      setPermissionRequestHandler: () => null,
      setPermissionCheckHandler: () => null,
    };
    return {
      app: this.app,
      BrowserWindow: function () {
        const window = new FakeWindow();
        windows.push(window);
        return window;
      },
      dialog: this.dialog,
      ipcMain: this.ipcMain,
      utilityProcess: this.utilityProcess,
      session: { defaultSession: handler },
      protocol: { registerSchemesAsPrivileged: () => null, handle: () => null },
      MessageChannelMain: function () {
        return { port1: {}, port2: {} };
      },
    };
  }
}

export class FakeBurner extends EventEmitter {
  /** What it was told. */
  readonly postMessage: ReturnType<typeof jest.fn> = jest.fn();
}

export class FakeWindow extends EventEmitter {
  destroyed = false;
  readonly webContents = Object.assign(new EventEmitter(), {
    send: jest.fn(),
    postMessage: jest.fn(),
    setWindowOpenHandler: () => null,
  });
  readonly setProgressBar: ReturnType<typeof jest.fn> = jest.fn();
  readonly reload: ReturnType<typeof jest.fn> = jest.fn();

  setMenu(): void {
    return;
  }
  loadURL(): Promise<void> {
    return Promise.resolve();
  }
  loadFile(): Promise<void> {
    return Promise.resolve();
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('closed');
  }
}

/** An event that a listener can prevent; whether one did. */
export function prevented(target: EventEmitter, name: string): boolean {
  const event = { prevented: false, preventDefault: () => (event.prevented = true) };
  target.emit(name, event);
  return event.prevented;
}

/** Until everything that has been promised so far has come. */
export const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
