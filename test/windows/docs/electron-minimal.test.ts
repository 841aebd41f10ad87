import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { treeOnDisc } from '../support/disc';
import { packageRoot, runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

interface Message {
  readonly type: string;
  readonly fraction?: number;
  readonly error?: { readonly code: string };
}

// Electron gives a utility process its parentPort. Here a stand-in burns, burns again and cancels that, and burns once more.
test("the minimal Electron example's burner burns, is cancelled, and burns again", async () => {
  const folder = scratch();
  const files = ['one.txt', 'two.bin', 'three.txt'].map((name) => join(folder, name));
  files.forEach((file, index) => writeFileSync(file, Buffer.alloc(index === 1 ? 3_000_000 : 100)));
  const disc = join(folder, 'my.disc');
  const burner = readFileSync(resolve('examples/electron-minimal/burner.js'), 'utf8').replace(
    "require('imapi2')",
    `require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))})`,
  );
  const script = `
const { EventEmitter } = require('node:events');
const paths = ${JSON.stringify(files)};
const all = [];
let round = -1;
const next = () => {
  if (++round < paths.length) process.parentPort.emit('message', { data: { type: 'burn', paths: [paths[round]] } });
  else opened.then((imapi) => imapi.close()).then(() => console.log(JSON.stringify({ all })));
};
process.argv = ['', '', ${JSON.stringify(disc)}, ${JSON.stringify(join(folder, 'burn.journal'))}];
process.parentPort = Object.assign(new EventEmitter(), {
  postMessage(message) {
    const { type, fraction, error } = message;
    (all[round] ??= []).push({ type, fraction, error: error && { code: error.code } });
    if (type !== 'progress') setImmediate(next);
    else if (round === 1 && message.phase === 'write') process.parentPort.emit('message', { data: { type: 'cancel' } });
  },
});
${burner}
next();`;
  const { status, result, output } = runScript(script);
  expect({ status, output }).toMatchObject({ status: 0 });
  const { all } = result as { all: readonly (readonly Message[])[] };
  expect(all.map((round) => round.at(-1))).toMatchObject([
    { type: 'done' },
    { type: 'failed', error: { code: 'ABORT_ERR' } },
    { type: 'done' },
  ]);
  for (const round of all) {
    const fractions = round.flatMap(({ fraction }) => fraction ?? []);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  }
  expect(await treeOnDisc(disc)).toEqual(['/one.txt', '/three.txt']);
});
