// @ts-check
'use strict';
// npm run test:kernel    Starts a Linux kernel in qemu, whose udf and isofs drivers mount discs of the
// virtual drive and read every file. `npm test` does so too where qemu is here, and doesn't install it:
// it is large.

const fs = require('node:fs');
const { build } = require('./build.js');
const { buildTests } = require('./build/typescript.js');
const { testOnHost } = require('./test/jest-tests.js');
const { describe } = require('./test/tally.js');
const { main } = require('./toolchain/command.js');
const { reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

void main(async () => {
  installToolchain(['build', 'run', 'test', 'kernel']);
  build();
  buildTests();
  fs.mkdirSync(reports, { recursive: true });
  const tally = await testOnHost(['readers/kernel']);
  for (const test of tally.skipped) process.stdout.write(`skipped: ${test}\n`);
  process.stdout.write(`${describe(tally)}\n`);
  return tally.failed === 0 ? 0 : 1;
});
