// @ts-check
'use strict';
// npm run fuzz                            All targets, a minute together.
// npm run fuzz -- --seconds 600 names     Ten minutes, for the targets whose name holds a word given.
// npm run fuzz -- --seed 7 options        The same options and arguments again.
//
// A finding is a file in build/findings; the target's program in build/host/fuzz takes it as its
// argument and fails again. Make a unit test of it once it is understood. What `options` finds is
// named by its seed.

const { buildForThisMachine, canFuzz } = require('./build/cross-build.js');
const { options, runOptions } = require('./fuzz/options.js');
const { fuzzTargets, runTarget } = require('./fuzz/targets.js');
const { Stop, main, say } = require('./toolchain/command.js');
const { installToolchain } = require('./toolchain/toolchain.js');

const usage = 'Use it like this: npm run fuzz -- [--seconds N] [--seed N] [part of a name…]';

/** @param {readonly string[]} args */
function readArguments(args) {
  let seconds = 60;
  let seed = Date.now() % 2 ** 32;
  /** @type {string[]} */
  const wanted = [];
  for (let i = 0; i < args.length; ++i) {
    const argument = args[i] ?? '';
    if (argument === '--seconds') {
      seconds = Number(args[++i]);
      if (!Number.isInteger(seconds) || seconds < 1) {
        throw new Stop(`--seconds takes a whole number. ${usage}`);
      }
    } else if (argument === '--seed') {
      seed = Number(args[++i]);
      if (!Number.isInteger(seed)) throw new Stop(`--seed takes a whole number. ${usage}`);
    } else if (argument.startsWith('-')) {
      throw new Stop(`There is no option ${argument}. ${usage}`);
    } else {
      wanted.push(argument);
    }
  }
  return { seconds, seed, wanted };
}

function buildPrograms() {
  if (!canFuzz()) throw new Stop('clang++-19 or its libFuzzer is missing.');
  buildForThisMachine();
}

async function fuzz() {
  const { seconds, seed, wanted } = readArguments(process.argv.slice(2));
  if (process.platform === 'win32') throw new Stop('Fuzzing takes Linux, with clang.');
  installToolchain(['build', 'test']);
  if (wanted.length === 0 || wanted.some((word) => word !== options)) buildPrograms();
  const all = [...fuzzTargets(), options];
  for (const word of wanted) {
    if (!all.some((name) => name.includes(word))) {
      throw new Stop(`There is no target '${word}'. There are: ${all.join(', ')}`);
    }
  }
  const targets = all.filter(
    (name) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  const each = Math.max(1, Math.round(seconds / targets.length));
  let failed = 0;
  for (const target of targets) {
    if (target === options) {
      if (!runOptions(each, seed)) failed += 1;
      continue;
    }
    const outcome = await runTarget(target, [`-max_total_time=${each}`], { keep: true });
    say(`${target}: ${outcome.executions} executions, ${outcome.coverage} edges covered`);
    if (outcome.passed) continue;
    failed += 1;
    process.stderr.write(outcome.output.split('\n').slice(-60).join('\n'));
  }
  if (failed > 0) throw new Stop(`${failed} of ${targets.length} targets failed: build/findings`);
  return 0;
}

void main(fuzz);
