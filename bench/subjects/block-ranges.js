// @ts-check
'use strict';
// modifiedBlocks() to a BlockRangeList, against a plain C++ program, against koffi, and against a
// script. All read the same list of the same image; the sums of the addresses are compared.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { alternate, ratios, summary, timed } = require('../measure/alternate.js');
const { openAppend, recordedDisc, sectorSize, sparseFile } = require('../measure/discs.js');
const { KoffiJob } = require('../measure/koffi-job.js');

const drive = /** @type {const} */ ({ media: 'bd-re' });

/** @param {Iterable<number>} flat */
function sumOf(flat) {
  let sum = 0;
  for (const lba of flat) sum += lba;
  return sum;
}

/**
 * The script's own times: to start it and to make the image is not counted.
 * @param {string} folder that holds the source
 * @param {string} settings
 * @returns {Promise<{ ms: number, sum: number }>}
 */
async function byScript(folder, settings) {
  const script = path.join(__dirname, 'modified-blocks.vbs');
  // A file, since Wine's cscript has no pipe for its output.
  const output = path.join(path.dirname(folder), 'script-output.txt');
  const file = fs.openSync(output, 'w');
  const child = spawn('cscript.exe', ['//nologo', script, folder, '1'], {
    env: { ...process.env, IMAPI2_VIRTUAL_DRIVES: settings },
    stdio: ['ignore', file, file],
  });
  await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  fs.closeSync(file);
  const said = fs.readFileSync(output, 'utf8');
  const [, ms, sum] = /ms (\d+) (\S+)/.exec(said) ?? [];
  if (ms === undefined) throw new Error(`the script failed: ${said}`);
  return { ms: Math.max(Number(ms), 1), sum: Number(sum) };
}

/** @param {import('../main.js').Bench} bench */
async function run(bench) {
  const counts = bench.quick ? [1000] : [1000, 100_000, 1_000_000];
  for (const count of counts) await runOne(bench, count);
}

/**
 * @param {import('../main.js').Bench} bench
 * @param {number} count
 */
async function runOne(bench, count) {
  const { folder, plain } = bench;
  const sources = path.join(folder, 'sources');
  fs.mkdirSync(sources, { recursive: true });
  // An image with a block for each range: a list that goes round and round in a small image overlaps
  // itself, which the package then has to say.
  const source = sparseFile(path.join(sources, 'added.bin'), (count + 1000) * sectorSize);
  const shape = `many:${count}`;
  const name = `${count.toLocaleString('en')} ranges`;
  const discs = ['ours', 'plain', 'koffi', 'script'].map((it) => path.join(folder, `${it}.disc`));
  const [ours, plains, koffis, scripts] = /** @type {[string, string, string, string]} */ (discs);
  for (const disc of discs) await recordedDisc(disc, drive);

  const job = await openAppend(ours, source, { switches: { 'block-ranges': shape } });
  await plain.ask('open', plains, 0, shape);
  await plain.ask('append', source);
  try {
    /** @type {Set<number>} */
    const sums = new Set();
    const turns = {
      ours: async () => {
        const began = performance.now();
        const list = await job.result.modifiedBlocks();
        const ms = performance.now() - began;
        sums.add(sumOf(list?.toInt32Array() ?? []));
        return ms;
      },
      plain: async () => {
        const { ms, detail } = await plain.ask('ranges');
        sums.add(detail);
        return ms;
      },
    };
    await alternate(2, turns); // Both warm.
    const rounds = bench.quick ? 3 : count >= 1_000_000 ? 9 : 21;
    const fast = await alternate(rounds, {
      ...turns,
      made: async () => (await plain.ask('make-ranges')).ms,
    });
    bench.add({
      subject: name,
      what: 'modifiedBlocks() / plain C++ through the vtable',
      ratio: summary(ratios(fast.ours, fast.plain)),
      limit: count >= 100_000 ? { atMost: 1.25 } : null,
      times: { ours: summary(fast.ours), 'plain C++': summary(fast.plain) },
    });
    // Nobody can be faster than this, however little the reading costs.
    bench.add({
      subject: name,
      what: 'the list made and let go, not read / modifiedBlocks()',
      ratio: summary(ratios(fast.made, fast.ours)),
      times: { 'made only': summary(fast.made) },
    });

    // The slow sides have rounds of their own, fewer where one takes many seconds.
    const slowRounds = bench.quick ? 1 : count >= 1_000_000 ? 3 : 5;
    const settings = (/** @type {string} */ disc) =>
      `drive disc="${disc}"; switch block-ranges=${shape}`;
    if (bench.koffi !== null) {
      process.env.IMAPI2_VIRTUAL_DRIVES = settings(koffis);
      const koffi = new KoffiJob(bench.koffi, bench.server, source);
      try {
        const slow = await alternate(slowRounds, {
          ours: turns.ours,
          koffi: () =>
            timed(() => {
              sums.add(sumOf(koffi.modifiedBlocks()));
            }),
        });
        bench.add({
          subject: name,
          what: 'koffi from JavaScript / modifiedBlocks()',
          ratio: summary(ratios(slow.koffi, slow.ours)),
          limit: count >= 100_000 ? { atLeast: 100 } : null,
          times: { ours: summary(slow.ours), koffi: summary(slow.koffi) },
        });
      } finally {
        koffi.close();
      }
    }
    if (bench.scripts) {
      const slow = await alternate(slowRounds, {
        ours: turns.ours,
        script: async () => {
          const { ms, sum } = await byScript(sources, settings(scripts));
          sums.add(sum);
          return ms;
        },
      });
      bench.add({
        subject: name,
        what: 'late-bound VBScript / modifiedBlocks()',
        ratio: summary(ratios(slow.script, slow.ours)),
        limit: count >= 100_000 ? { atLeast: 100 } : null,
        times: { ours: summary(slow.ours), VBScript: summary(slow.script) },
      });
    }
    if (sums.size !== 1) throw new Error(`the sides read different lists: ${[...sums].join(', ')}`);
  } finally {
    await plain.ask('close');
    await job.imapi.close();
    for (const disc of discs) fs.rmSync(disc, { force: true });
    fs.rmSync(source);
  }
}

module.exports = { name: 'block-ranges', run };
