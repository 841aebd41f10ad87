// @ts-check
'use strict';
// npm run demo [-- --disc FILE | --virtual FILE,… | --drive E:]    Builds what is missing and does the main job
// (examples/demo.js).

const path = require('node:path');
const { build } = require('./build.js');
const { main } = require('./toolchain/command.js');
const { root } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');
const { windowsNode } = require('./toolchain/windows-node.js');
const { runWindowsProgram, windowsPath } = require('./toolchain/windows-process.js');

/**
 * What --disc and --virtual name, a file of this machine, in the words of the Windows program.
 * @param {readonly string[]} args
 */
const withWindowsPaths = (args) =>
  args.map((arg, i) => {
    if (['--disc', '--virtual'].includes(args[i - 1] ?? '')) return windowsPath(arg);
    const [, option, file] = /^(--disc|--virtual)=(.*)$/s.exec(arg) ?? [];
    return file === undefined ? arg : `${option}=${windowsPath(file)}`;
  });

void main(() => {
  installToolchain(['build', 'run']);
  build();
  const args = [
    windowsPath(path.join(root, 'examples', 'demo.js')),
    ...withWindowsPaths(process.argv.slice(2)),
  ];
  // npm changes to the project's folder before it runs anything; relative paths are meant from
  // where the user is.
  // Its output reaches us through a file under Wine, so it can't see for itself that a terminal is behind it.
  const { isTTY, columns } = process.stdout;
  const env = isTTY ? { IMAPI2_TTY_COLUMNS: String(columns) } : {};
  return runWindowsProgram(windowsNode(), args, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env,
  });
});
