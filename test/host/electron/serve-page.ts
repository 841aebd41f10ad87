import { createServer, type ServerResponse } from 'node:http';
import { readdirSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import {
  burnImage,
  open,
  type BurnProgress,
  type Fault,
  type Imapi,
  type VirtualDrive,
} from 'imapi2';

/**
 * Runs in Windows' node.exe: serve-page.js FOLDER. Serves the page of the Electron example, as compiled, and answers its
 * messages by the example's own code over virtual drives. Its first line of output is the port. `/request` takes a
 * message, `/replies` is the stream of all answers, a line each, and `/end` ends it.
 */

type Burner = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;
interface Options {
  readonly imapi: Imapi;
  readonly journals: string;
  readonly onProgress: (progress: BurnProgress) => void;
}

const example = resolve('build', 'electron');
const load = createRequire(join(example, 'burner.js'));
const { DiscBurner } = load('./disc-burner.js') as {
  DiscBurner: new (options: Options) => Burner;
};
const { serve } = load('./serve.js') as {
  serve: (ready: Promise<Burner>) => (request: unknown) => Promise<unknown>;
};

const [folder = ''] = process.argv.slice(2);
const journals = join(folder, 'journals');
const added = join(folder, 'holiday.bin');

const disc = (name: string): VirtualDrive => ({ disc: join(folder, name), sectors: 32_768 });

/** Each is for one test; `drives` of example-page.ts names them. Here nothing is slow and nothing goes wrong. */
const plain: readonly VirtualDrive[] = [
  disc('archive.disc'),
  disc('slow.disc'),
  disc('locked.disc'),
  disc('cut.disc'),
  {},
  disc('blank.disc'),
];

/** Another program takes the drive once anything has been planned, and gives it back after a refusal. */
const lockedAtFirstPlan: Fault = {
  at: { call: 'IFileSystemImage::CreateResultImage' },
  fail: 'lock',
  attempts: 1,
};

/** What befalls them, or how many sectors a second they record. */
const asShown: readonly Partial<VirtualDrive>[] = [
  { speed: 1500 },
  { speed: 150 },
  { faults: [lockedAtFirstPlan] },
];
const cutOff = 3;

async function withDrives(
  list: readonly VirtualDrive[],
  work: (imapi: Imapi, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const imapi = await open({ provider: 'virtual', drives: list });
  try {
    await work(
      imapi,
      (await imapi.recorders()).map(({ id }) => id),
    );
  } finally {
    await imapi.close();
  }
}

async function firstSessions(imapi: Imapi, ids: readonly string[]): Promise<void> {
  const recorded = ids.slice(0, cutOff + 1);
  for (const id of recorded) {
    const recorder = await imapi.recorder(id);
    const image = await imapi.createImage({ recorder, volumeName: 'ARCHIVE' });
    await image.add(Buffer.alloc(6_000_000, 'photos'), '/photos/2025.bin');
    await image.add(Buffer.from('Keep this disc.'), '/read me.txt');
    await burnImage(recorder, await image.createResult(), { verify: 'none' });
  }
}

/** A burn whose power goes in the middle of the commit, with its journal. */
async function cutABurnOff(): Promise<void> {
  let commit = 0;
  await withDrives(plain, async (imapi, ids) => {
    await firstSessions(imapi, ids);
    const image = await imapi.createImage({ recorder: await imapi.recorder(ids[cutOff] ?? '') });
    await image.add(added, '/holiday.bin');
    const [session] = (await (await image.createResult()).modifiedBlocks()) ?? [];
    commit = session === undefined ? 0 : session.endLba - session.startLba + 1;
  });
  const faults = [{ at: { sectorsWritten: commit + 5 }, fail: 'power-cut' }];
  const cutting = plain.map((drive, index) => (index === cutOff ? { ...drive, faults } : drive));
  await withDrives(cutting, async (imapi, ids) => {
    const burner = new DiscBurner({ imapi, journals, onProgress: () => undefined });
    await burner['choose']?.(ids[cutOff]);
    await burner['add']?.([added]);
    await burner['burn']?.().catch(() => undefined);
  });
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
};

async function main(): Promise<void> {
  await cutABurnOff();
  const drives = plain.map((drive, index) => ({ ...drive, ...asShown[index] }));
  const imapi = await open({ provider: 'virtual', drives });
  // The id of a virtual drive has the number of its `open` in this process: a program that starts again has the same.
  const [journal = ''] = readdirSync(journals);
  const [here = ''] = /4&\d+/.exec((await imapi.recorders())[cutOff]?.id ?? '') ?? [];
  const renamed = journal.replace(/4-\d+/, here.replace('&', '-'));
  renameSync(join(journals, journal), join(journals, renamed));
  const listening = new Set<ServerResponse>();
  const answer = (reply: unknown): void => {
    for (const response of listening) response.write(`${JSON.stringify(reply)}\n`);
  };
  const burner = new DiscBurner({
    imapi,
    journals,
    onProgress: (progress) => answer({ progress }),
  });
  const serveRequest = serve(Promise.resolve(burner));

  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '', 'http://localhost').pathname.slice(1);
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      if (name === 'replies') {
        response.writeHead(200).flushHeaders();
        listening.add(response);
      } else if (name === 'request') {
        void serveRequest(JSON.parse(body)).then(answer);
        response.end();
      } else if (name === 'end') {
        response.end();
        void imapi.close().finally(() => process.exit());
      } else {
        readFile(join(example, 'page', name)).then(
          (file) => {
            response.writeHead(200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? '' });
            response.end(file);
          },
          () => response.writeHead(404).end(),
        );
      }
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object') console.log(address?.port);
  });
}

void main();
