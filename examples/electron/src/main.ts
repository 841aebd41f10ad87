import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';

import { BurnerProcess } from './burner-process.js';
import { registerPageScheme, servePage } from './page-scheme.js';
import { smoke } from './smoke.js';

/** `--virtual=FILE`: a disc in a file instead of a drive. */
const virtualDisc = app.commandLine.getSwitchValue('virtual');
const isSmoke = app.commandLine.hasSwitch('smoke');

/** For the taskbar. */
const indeterminate = 2;
const none = -1;

/** What a burner that hangs in a drive gets to end by itself, once the window has gone. */
const graceMs = 5000;

registerPageScheme();

function newWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 960,
    height: 840,
    minWidth: 360,
    show: !isSmoke,
    webPreferences: {
      preload: join(__dirname, 'preload.js'),
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      // A window that is behind others must show the progress all the same when it comes back.
      backgroundThrottling: false,
    },
  });
  window.setMenu(null);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

async function run(): Promise<void> {
  servePage(join(__dirname, 'page'));
  session.defaultSession.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);

  const window = newWindow();
  let asking = false;
  let quitting = false;
  const journals = join(app.getPath('userData'), 'journals');
  const start = (): BurnerProcess =>
    new BurnerProcess(journals, virtualDisc, {
      busy: (busy) => {
        if (window.isDestroyed()) return;
        window.setProgressBar(busy ? indeterminate : none);
        if (quitting && !busy) window.destroy();
      },
      gone: (code) => (window.isDestroyed() ? app.quit() : void startAgain(code)),
    });
  let burner = start();

  /** The page waits for answers that can't come any more, so it starts again too, and finds the journal. */
  async function startAgain(code: number): Promise<void> {
    await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The part of this program that talks to the drive has failed.',
      detail: `It ended with code ${code} and is started again. A recording that was under way can be finished.`,
    });
    if (window.isDestroyed()) {
      app.quit();
      return;
    }
    burner = start();
    window.reload();
  }

  // After each load, because a page that was reloaded has lost its port.
  window.webContents.on('did-finish-load', () => burner.connect(window.webContents));
  window.on('close', (event) => {
    if (!burner.busy) return;
    // The burner's process must not end before its burn has: that would be a power cut.
    event.preventDefault();
    if (asking || quitting) return;
    asking = true;
    void cancelsAndQuits(window).then((yes) => {
      asking = false;
      quitting = yes;
      if (yes && burner.busy) burner.cancel();
      else if (yes) window.destroy();
    });
  });
  // Windows itself is about to end, and shows the user that this program still has something to do.
  window.on('query-session-end', (event) => {
    if (burner.busy) event.preventDefault();
  });
  window.on('closed', () => {
    burner.end();
    setTimeout(() => app.quit(), graceMs);
  });

  await window.loadURL('app://page/index.html');
  if (isSmoke) app.exit(await smoke(window.webContents));
}

async function cancelsAndQuits(window: BrowserWindow): Promise<boolean> {
  const cancelAndQuit = 1;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'A disc is being recorded.',
    detail:
      'If you quit now, the recording is cancelled, and the window closes as soon as the drive has stopped.',
    buttons: ['Keep recording', 'Cancel and quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === cancelAndQuit;
}

if (app.requestSingleInstanceLock()) {
  // Not at once: the burner is still giving its drive back. Its end ends the app.
  app.on('window-all-closed', () => undefined);
  app
    .whenReady()
    .then(run)
    .catch((error: unknown) => {
      dialog.showErrorBox('This program could not start.', String(error));
      app.exit(1);
    });
} else {
  // Two of them would ask for the same drive and the same journals.
  app.quit();
}
