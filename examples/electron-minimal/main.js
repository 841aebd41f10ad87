// @ts-check
'use strict';
const path = require('node:path');
const { app, BrowserWindow, dialog, ipcMain, utilityProcess } = require('electron');

let burning = false;
let quitting = false;

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    webPreferences: { preload: path.join(__dirname, 'preload.js') },
  });
  const inUserData = (/** @type {string} */ name) => path.join(app.getPath('userData'), name);
  const burner = utilityProcess.fork(path.join(__dirname, 'burner.js'), [
    inUserData('my.disc'),
    inUserData('burn.journal'),
  ]);

  burner.on('message', (message) => {
    burning = message.type === 'progress';
    if (!window.isDestroyed()) window.webContents.send('burner', message);
    if (quitting && !burning) app.quit();
  });
  async function burnWhatIsChosen() {
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openFile', 'multiSelections'],
    });
    if (burning || filePaths.length === 0) return;
    burning = true;
    burner.postMessage({ type: 'burn', paths: filePaths });
  }
  // The page can ask for nothing else: which files, the user says here.
  ipcMain.on('burn', () => void burnWhatIsChosen());
  ipcMain.on('cancel', () => burner.postMessage({ type: 'cancel' }));

  // The burner's process ends with the program, and in the middle of a burn that would be a power cut for the disc.
  app.on('before-quit', (event) => {
    if (!burning) return;
    event.preventDefault();
    quitting = true;
    burner.postMessage({ type: 'cancel' });
  });
  // A crash of the burner is such a power cut. The journal is still there: the next burn finishes that one first.
  burner.on('exit', () => app.exit(1));

  void window.loadFile(path.join(__dirname, 'index.html'));
});
