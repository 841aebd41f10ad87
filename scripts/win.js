// @ts-check
'use strict';
// npm run -s win -- script.js args…    Runs a script in Windows' node.exe: under Wine, or as it is
// on Windows.

const { Stop, main } = require('./toolchain/command.js');
const { installToolchain } = require('./toolchain/toolchain.js');
const { windowsNode } = require('./toolchain/windows-node.js');
const { runWindowsProgram } = require('./toolchain/windows-process.js');

void main(() => {
  const args = process.argv.slice(2);
  if (args.length === 0)
    throw new Stop('no script to run. Use it like this: npm run -s win -- script.js args…');
  installToolchain(['build', 'run']);
  // npm changes to the project's folder before it runs anything, and keeps the caller's here.
  const cwd = process.env.npm_lifecycle_event === 'win' ? process.env.INIT_CWD : undefined;
  return runWindowsProgram(windowsNode(), args, { cwd: cwd ?? process.cwd() });
});
