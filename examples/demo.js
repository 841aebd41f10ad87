// @ts-check
'use strict';
// The main job of the package: append to a rewritable disc, and record only what changed. It is the `demo` of the command
// line (lib/cli/demo), which the installed package has as `npx imapi2 demo`.
//
//   npm run demo                      on a virtual DVD+RW, made for the occasion
//   npm run demo -- --disc FILE       the virtual disc is this file, which stays for other tools (or a second run)
//   npm run demo -- --drive E:        on a real drive; what is on the disc stays

const { run } = require('../dist/cli/run.js');

void run(['demo', ...process.argv.slice(2)]).then((code) => {
  process.exitCode = code;
});
