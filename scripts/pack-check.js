// @ts-check
'use strict';
// npm run pack:check    Builds and packs, and holds the tarball to what is promised of it: what is in
// it, what its binaries import, its types, and that it installs and runs.
//
// npm run pack:check -- --release    Also asks for the binaries of both processors, as a release
// must have them; builds nothing.

const fs = require('node:fs');
const { build } = require('./build.js');
const { buildLibrary, buildTests } = require('./build/typescript.js');
const { testOnHost, testOnWindows } = require('./test/jest-tests.js');
const { describe, sum } = require('./test/tally.js');
const { main } = require('./toolchain/command.js');
const { reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

void main(async () => {
  const release = process.argv.includes('--release');
  installToolchain(['build', 'run', 'test']);
  if (release) {
    process.env.IMAPI2_TEST_RELEASE = '1';
    buildLibrary();
  } else build();
  buildTests();
  fs.mkdirSync(reports, { recursive: true });
  const selection = ['/package/'];
  const tally = sum(await testOnHost(selection), await testOnWindows(selection));
  process.stdout.write(`${describe(tally)}\n`);
  return tally.failed === 0 ? 0 : 1;
});
