import { describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';

import { recordedDisc, treeOnDisc } from '../support/disc';
import { burnScript, packageRoot, runScript } from '../support/run-script';

jest.setTimeout(90_000);

const slow = (script: string): string => script.replace('drives: [{', 'drives: [{ speed: 30,');

describe('a process that ends in the middle of a burn', () => {
  test('by an uncaught exception gives the drive back within its bound, and leaves the old session', async () => {
    const disc = await recordedDisc();
    const before = `
process.on('uncaughtExceptionMonitor', () => { globalThis.thrown = Date.now(); });`;
    const burn = `await burnModified(recorder, result, {
      onProgress: ({ action, blocksWritten }) => {
        if (action !== 'writing' || blocksWritten === 0 || globalThis.thrown) return;
        process.once('exit', () => console.log(JSON.stringify({ ended: Date.now() - globalThis.thrown < 6000 })));
        throw new Error('a mistake of the program');
      },
    })`;
    const { status, output } = runScript(slow(burnScript(disc, before, burn)));
    expect(output).toContain('{"ended":true}');
    expect(status).toBe(1);
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });

  test('while the drive hangs ends all the same, in about five seconds', async () => {
    const disc = await recordedDisc();
    const before = 'const begun = () => setTimeout(() => process.exit(7), 500);';
    const script = burnScript(
      disc,
      before,
      '(begun(), await burnModified(recorder, result))',
    ).replace(
      'drives: [{',
      "drives: [{ faults: [{ at: { call: 'IDiscFormat2Data::Write' }, fail: 'hang' }],",
    );
    const started = performance.now();
    expect(runScript(script).status).toBe(7);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await treeOnDisc(disc)).toContain('/goes.txt');
  });
});

describe('an environment that has given its drives back', () => {
  // Listeners of 'exit' run in the order in which they were added: ours, which gives the drives back, comes first.
  const calls = `
const used = async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc }] });
  const [drive] = await imapi.recorders();
  const recorder = await imapi.recorder(drive.id);
  const image = await imapi.createImage({ recorder });
  await image.add(Buffer.from('x'), '/x.txt');
  const result = await image.createResult();
  const other = await imapi.createImage({ recorder });
  burnModified(recorder, result).catch(() => undefined);
  const thrown = [];
  process.once('exit', () => {
    for (const object of [imapi, recorder, other, result, imapi.virtual]) {
      for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(object))) {
        const method = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(object), name).value;
        if (typeof method !== 'function' || name === 'constructor') continue;
        try {
          Promise.resolve(method.call(object, 'x', '/y', {})).catch(() => undefined);
        } catch (error) {
          thrown.push(name);
        }
      }
    }
    console.log(JSON.stringify({ thrown }));
  });
};`;

  test.each(['the process', 'a worker'])(
    'of %s that is ending takes every call, and ends',
    async (where) => {
      const disc = await recordedDisc();
      const program = `
const { open, burnModified } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
const disc = ${JSON.stringify(disc)};
${calls}
used().then(() => process.exit(6));`;
      const inWorker = `
const { Worker } = require('node:worker_threads');
new Worker(${JSON.stringify(program)}, { eval: true }).once('exit', (code) => process.exit(code));`;
      const { status, output } = runScript(where === 'a worker' ? inWorker : program);
      expect({ status, output }).toEqual({
        status: 6,
        // A stream is one at once, and says that its result was closed when somebody reads it.
        output: expect.stringMatching(
          where === 'a worker'
            ? /^(\{"thrown":\[.*\]\}\s*)?$/
            : /^\{"thrown":\[("stream")?\]\}\s*$/,
        ),
      });
      expect(await treeOnDisc(disc)).toContain('/stays.bin');
    },
  );
});

describe('handles that nobody closed', () => {
  test('are collected and closed: no object and no source file is left', async () => {
    const disc = await recordedDisc();
    const script = `
const { open } = require(${JSON.stringify(join(packageRoot, 'dist', 'index.js'))});
const collected = async (count) => {
  for (let round = 0; round < 200; round++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
    if ((await count()) === 0) return 0;
  }
  return count();
};
(async () => {
  const imapi = await open({ provider: 'virtual', drives: [{ disc: ${JSON.stringify(disc)} }] });
  const objects = () => imapi.virtual.counter('objects');
  const idle = await objects();
  await (async () => {
    const [drive] = await imapi.recorders();
    const recorder = await imapi.recorder(drive.id);
    await recorder.lock();
    const image = await imapi.createImage({ recorder });
    await image.add(__filename, '/source.js');
    const result = await image.createResult();
    await result.modifiedBlocks();
    if ((await objects()) <= idle) throw new Error('nothing was made');
  })();
  const left = await collected(async () => (await objects()) - idle);
  const files = await imapi.virtual.counter('source-handles');
  console.log(JSON.stringify({ left, files }));
})().catch((error) => { console.log(JSON.stringify({ error: String(error) })); });
`;
    const { result, output } = runScript(script, process.execPath, ['--expose-gc']);
    expect({ result, output }).toMatchObject({ result: { left: 0, files: 0 } });
  });

  test('do not end a burn that somebody waits for', async () => {
    const disc = await recordedDisc();
    const burn = `await (() => {
      const running = burnModified(recorder, result, { onProgress: () => globalThis.gc() });
      return running;
    })()`;
    const { result, output } = runScript(burnScript(disc, '', burn), process.execPath, [
      '--expose-gc',
    ]);
    expect({ result, output }).toMatchObject({ result: { mode: 'modified', verified: 'ranges' } });
  });
});
