// Runs in the page's process, isolated from the page. Sandboxed: `electron` is all it can require.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

import type { DiscApi, Outcome, Reply, Request } from './messages.js';

const waiting = new Map<number, (outcome: Outcome<unknown>) => void>();
let listener: Parameters<DiscApi['onProgress']>[0] = () => undefined;
let last = 0;

const port = new Promise<MessagePort>((resolve) => {
  ipcRenderer.once('burner', ({ ports: [first] }) => {
    if (first === undefined) return;
    first.onmessage = ({ data }) => settle(data as Reply);
    resolve(first);
  });
});

function settle(reply: Reply): void {
  if ('progress' in reply) {
    listener(reply.progress);
    return;
  }
  waiting.get(reply.id)?.(reply);
  waiting.delete(reply.id);
}

/** The method's name decides what it takes and gives, here and in serve.ts. */
function ask<Name extends Request['method']>(method: Name): DiscApi[Name] {
  const call = async (...args: readonly unknown[]): Promise<Outcome<unknown>> => {
    const to = await port;
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      to.postMessage({ id, method, args } satisfies Request);
    });
  };
  return call as DiscApi[Name];
}

const disc: DiscApi = {
  drives: ask('drives'),
  choose: ask('choose'),
  add: ask('add'),
  clear: ask('clear'),
  burn: ask('burn'),
  resume: ask('resume'),
  abandon: ask('abandon'),
  join: ask('join'),
  cancel: ask('cancel'),
  eject: ask('eject'),
  onProgress: (next) => {
    listener = next;
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('disc', disc);
