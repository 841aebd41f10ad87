// @ts-check
'use strict';
// npm run coverage    How much of lib/ and of the portable native sources the tests reach; fails below
// the least that is kept here.
//
// npm run coverage -- native    Only one of the two (or: lib).

const fs = require('node:fs');
const { build } = require('./build.js');
const { buildTests } = require('./build/typescript.js');
const { report } = require('./coverage/count.js');
const { libraryCounts, startCounting } = require('./coverage/library.js');
const { nativeCounts } = require('./coverage/native.js');
const { testOnHost, testOnWindows } = require('./test/jest-tests.js');
const { Stop, main } = require('./toolchain/command.js');
const { reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

/** In percent. They only ever rise. */
const least = {
  lib: { lines: 95, branches: 95 },
  native: { lines: 95, branches: 95 },
};

async function countLibrary() {
  build();
  buildTests();
  fs.mkdirSync(reports, { recursive: true });
  startCounting();
  // One process, whose counts are written when it ends: Jest ends its workers by a signal.
  const onHost = await testOnHost(['--runInBand']);
  const failed = onHost.failed + (await testOnWindows()).failed;
  delete process.env.NODE_V8_COVERAGE;
  if (failed > 0) throw new Stop('tests failed: what they reach says nothing');
  return report('lib/', await libraryCounts(), least.lib);
}

void main(async () => {
  const [only] = process.argv.slice(2);
  if (process.platform === 'win32') throw new Stop('Coverage takes Linux, with clang.');
  installToolchain(['build', 'run', 'test', 'coverage']);
  const short = [
    ...(only === 'lib' ? [] : report('native', nativeCounts(), least.native)),
    ...(only === 'native' ? [] : await countLibrary()),
  ];
  if (short.length > 0) throw new Stop(`too little is covered: ${short.join(', ')}`);
  return 0;
});
