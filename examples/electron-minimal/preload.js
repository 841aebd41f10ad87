'use strict';
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('disc', {
  burn: () => ipcRenderer.send('burn'),
  cancel: () => ipcRenderer.send('cancel'),
  onMessage: (listener) => ipcRenderer.on('burner', (_event, message) => listener(message)),
});
