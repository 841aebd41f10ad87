import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';

import { windowsPath } from '../late-bound/wine';
import type { PageServer } from './page-server';

/**
 * The example's own preload script, as compiled, in a browser that is no Electron: all it gets of Electron is what it uses,
 * here made of a MessageChannel whose other end is the server's.
 */
function asElectron(preload: string): string {
  return `(() => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => window.testAsks(JSON.stringify(data));
    window.testReplies = (reply) => port2.postMessage(reply);
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => { window[name] = api; } },
      ipcRenderer: { once: (channel, listener) => {
        if (channel === 'burner') listener({ ports: [port1] });
      } },
      webUtils: { getPathForFile: ({ name }) => window.testPaths[name] ?? '' },
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('A sandboxed preload can not require ' + name);
      return electron;
    };
    const exports = {};
    ${preload}
  })();`;
}

/** `files`: those that may be dropped or chosen, whose paths a browser doesn't tell. */
export async function preloadInBrowser(
  page: Page,
  server: PageServer,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const paths = Object.fromEntries(
    Object.entries(files).map(([name, path]) => [name, windowsPath(path)]),
  );
  await page.exposeFunction('testAsks', (message: string) => server.ask(JSON.parse(message)));
  await page.evaluateOnNewDocument(`window.testPaths = ${JSON.stringify(paths)};`);
  await page.evaluateOnNewDocument(asElectron(readFileSync('build/electron/preload.js', 'utf8')));
  await server.onReply((reply) => {
    // A page that has gone needs no answer.
    page.evaluate(`window.testReplies(${JSON.stringify(reply)})`).catch(() => undefined);
  });
}
