// @ts-check
'use strict';
// npm run jest -- host|windows args…    Builds, then runs one of the two Jest projects with
// arguments of Jest's own:
//   npm run jest -- windows burn -t 'writes in list order'

const fs = require('node:fs');
const { build } = require('./build.js');
const { buildTests } = require('./build/typescript.js');
const { testOnHost, testOnWindows } = require('./test/jest-tests.js');
const { Stop, main } = require('./toolchain/command.js');
const { reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

void main(async () => {
  const [project, ...selection] = process.argv.slice(2);
  if (project !== 'host' && project !== 'windows') {
    throw new Stop('which tests? Use it like this: npm run jest -- windows burn (or: host)');
  }
  installToolchain(['build', 'run', 'test']);
  build();
  buildTests();
  fs.mkdirSync(reports, { recursive: true });
  const tally = await (project === 'host' ? testOnHost : testOnWindows)(selection);
  return tally.failed === 0 ? 0 : 1;
});
