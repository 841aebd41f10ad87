// @ts-check
'use strict';
// npm run endurance                        Everything that takes hours, once.
// npm run endurance -- --seed 7 sweep      Other random choices; only tests whose name holds a word given.
//
// The same tests run, small, in `npm test`: test/windows/endurance/size.ts has the sizes. What each
// run of the sweep ended with is in build/reports/sweep afterwards.

const fs = require('node:fs');
const { build } = require('./build.js');
const { buildTests } = require('./build/typescript.js');
const { testOnHost, testOnWindows } = require('./test/jest-tests.js');
const { describe, sum } = require('./test/tally.js');
const { Stop, main, say } = require('./toolchain/command.js');
const { reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

const usage = 'Use it like this: npm run endurance -- [--seed N] [part of a name…]';
/** Where tests have a long size. */
const tests = ['windows.endurance', 'windows.endings.terminated-worker'];
/** Judged by 7-Zip, which is on this machine and not in Wine. */
const hostTests = ['host.readers.(every-cut|random-cuts|large-file|many-files)'];

/** @param {readonly string[]} args */
function readArguments(args) {
  let seed = 1;
  /** @type {string[]} */
  const wanted = [];
  for (let i = 0; i < args.length; ++i) {
    const argument = args[i] ?? '';
    if (argument === '--seed') {
      seed = Number(args[++i]);
      if (!Number.isInteger(seed)) throw new Stop(`--seed takes a whole number. ${usage}`);
    } else if (argument.startsWith('-')) {
      throw new Stop(`There is no option ${argument}. ${usage}`);
    } else {
      wanted.push(argument);
    }
  }
  return { seed, wanted };
}

void main(async () => {
  const { seed, wanted } = readArguments(process.argv.slice(2));
  installToolchain(['build', 'run', 'test']);
  build();
  buildTests();
  fs.mkdirSync(reports, { recursive: true });
  process.env.IMAPI2_ENDURANCE = '1';
  process.env.IMAPI2_SEED = String(seed);
  say(`endurance, seed ${seed}`);
  const patterns = wanted.length > 0 ? wanted : tests;
  const onWindows = await testOnWindows([...patterns, '--passWithNoTests']);
  const onHost = await testOnHost([
    ...(wanted.length > 0 ? wanted : hostTests),
    '--passWithNoTests',
  ]);
  const tally = sum(onWindows, onHost);
  say(describe(tally));
  return tally.failed === 0 ? 0 : 1;
});
