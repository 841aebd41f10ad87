// The utility process: it has the addon and the drive, so that neither a hanging drive nor a crash takes the window along.
import type { MessagePortMain } from 'electron';
import { open, type OpenOptions } from 'imapi2';

import { DiscBurner } from './disc-burner.js';
import type { Busy, FromMain, Reply, Request } from './messages.js';
import { serve } from './serve.js';

/** Sectors per second, as a DVD at four times its speed: so that there is progress to see. */
const virtualSpeed = 2704;

const [, , journals = '', disc] = process.argv;
const drives: OpenOptions =
  disc === undefined ? {} : { provider: 'virtual', drives: [{ disc, speed: virtualSpeed }] };

// A page that was reloaded comes with a new port. It gets the progress from then on, the old one its last answers.
let page: MessagePortMain | undefined;
const answer = (to: MessagePortMain | undefined, reply: Reply): void => to?.postMessage(reply);
const tellMain = (message: Busy): void => process.parentPort.postMessage(message);

const opened = open(drives);
const burner = opened.then(
  (imapi) =>
    new DiscBurner({ imapi, journals, onProgress: (progress) => answer(page, { progress }) }),
);

const serveRequest = serve(burner);

async function onRequest(from: MessagePortMain, request: Request): Promise<void> {
  const records = request.method === 'burn' || request.method === 'resume';
  if (records) tellMain({ busy: true });
  answer(from, await serveRequest(request));
  if (records) tellMain({ busy: false });
}

/** Closing gives the drives back, after it has ended what is under way. */
async function end(): Promise<void> {
  await (await opened).close();
}

process.parentPort.on('message', ({ data, ports: [port] }) => {
  switch (data as FromMain) {
    case 'page':
      if (port === undefined) return;
      page = port;
      port.on('message', (event) => void onRequest(port, event.data as Request));
      port.start();
      return;
    case 'cancel':
      void burner.then((there) => there.cancel());
      return;
    case 'end':
      void end().finally(() => process.exit());
  }
});
