// @ts-check
'use strict';
// npm run bench [-- --json] [-- --quick] [-- SUBJECT …]    The figures of docs/performance.md. Runs
// in Windows' node.exe; scripts/bench.js starts it, and names in the environment what it needs.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { emptyFolder } = require('./measure/discs.js');
const { PlainProgram } = require('./measure/plain-program.js');
const { describe } = require('./measure/describe.js');

/** @typedef {ReturnType<typeof import('./measure/statistics.js').summary>} Summary */
/**
 * One line of the result. `ratio` or `value` is the figure, `limit` what was asked of it.
 * @typedef {object} Figure
 * @property {string} subject
 * @property {string} what
 * @property {Summary} [ratio]
 * @property {Summary & { unit: string }} [value]
 * @property {{ atMost?: number, atLeast?: number } | null} [limit]
 * @property {Record<string, Summary>} [times] milliseconds of each side
 * @property {string} [note]
 */
/**
 * @typedef {object} Bench
 * @property {boolean} quick as little of everything as shows that it works; no figure to trust
 * @property {string} folder for discs and sources
 * @property {string} server imapi2-virtual.node
 * @property {PlainProgram} plain
 * @property {string | null} koffi koffi.node
 * @property {boolean} scripts whether the virtual drive is registered, so that scripts can have it
 * @property {(figure: Figure) => void} add
 */

const subjects = [
  'block-ranges',
  'burning',
  'sectors',
  'event-loop',
  'memory',
  'image-building',
  'copying',
  'four-drives',
];

function argumentsGiven() {
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const quick = args.includes('--quick');
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const unknown = wanted.filter((name) => !subjects.some((it) => it.includes(name)));
  if (unknown.length > 0) {
    throw new Error(`no such subject: ${unknown.join(', ')}. There are: ${subjects.join(', ')}`);
  }
  const chosen = subjects.filter((it) => wanted.length === 0 || wanted.some((w) => it.includes(w)));
  return { json, quick, chosen };
}

/** What a figure is worth nothing without. */
function machine() {
  const [cpu] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    system: process.env.IMAPI2_BENCH_SYSTEM ?? `${os.version()} ${os.release()}`,
    processor: `${cpu?.model.trim() ?? 'unknown'}, ${os.cpus().length} cores`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    package: require('../package.json').version,
    load: process.env.IMAPI2_BENCH_LOAD ?? null,
  };
}

async function main() {
  const { json, quick, chosen } = argumentsGiven();
  const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
  const folder = emptyFolder(
    process.env.IMAPI2_BENCH_FOLDER ?? path.join(__dirname, '..', 'build', 'bench'),
  );
  const server = path.resolve(
    __dirname,
    '../prebuilds',
    `win32-${process.arch}`,
    'imapi2-virtual.node',
  );
  const program = process.env.IMAPI2_BENCH_PLAIN ?? '';
  const plain = new PlainProgram(program, server);
  /** @type {Figure[]} */
  const figures = [];
  try {
    for (const name of chosen) {
      say(`${name} …`);
      const began = performance.now();
      /** @type {{ run(bench: Bench): Promise<void> }} */
      const subject = require(`./subjects/${name}.js`);
      await subject.run({
        quick,
        folder,
        server,
        plain,
        koffi: process.env.IMAPI2_BENCH_KOFFI ?? null,
        scripts: process.env.IMAPI2_BENCH_SCRIPTS === '1',
        add(figure) {
          figures.push(figure);
          say(`  ${describe(figure)}`);
        },
      });
      say(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } finally {
    plain.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  if (json) process.stdout.write(`${JSON.stringify({ machine: machine(), figures }, null, 2)}\n`);
  else
    say(
      Object.entries(machine())
        .map(([key, value]) => `${key}: ${value}`)
        .join('\n'),
    );
}

void main();
