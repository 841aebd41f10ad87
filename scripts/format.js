// @ts-check
'use strict';
// npm run format             Formats both languages, clang-format for C++ and prettier for the
// rest.
// npm run format -- --check  Changes nothing, and fails where something would change.

const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const path = require('node:path');
const { Stop, main } = require('./toolchain/command.js');
const { installNodeModules } = require('./toolchain/node-modules.js');
const { root } = require('./toolchain/places.js');

/** @param {string} name */
const tool = (name) => require.resolve(name, { paths: [root] });

const cppFiles = () =>
  ['native', 'test/native', 'scripts', 'bench'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:cc|c|h)$/.test(name))
      .map((name) => path.join(folder, name)),
  );

/** Windows takes 32,767 characters in a command line. */
const perCommand = 200;

/** @param {readonly string[]} files */
const inParts = (files) =>
  Array.from({ length: Math.ceil(files.length / perCommand) }, (_, part) =>
    files.slice(part * perCommand, (part + 1) * perCommand),
  );

/** @param {{ check: boolean }} options */
function format({ check }) {
  const cpp = [tool('clang-format/index.js'), ...(check ? ['--dry-run', '-Werror'] : ['-i'])];
  const rest = [
    tool('prettier/bin/prettier.cjs'),
    '--log-level=warn',
    check ? '--check' : '--write',
  ];
  const failed = [...inParts(cppFiles()).map((files) => [...cpp, ...files]), [...rest, '.']].filter(
    (command) => {
      const { status } = spawnSync(process.execPath, command, {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      return status !== 0;
    },
  );
  if (failed.length > 0) {
    throw new Stop(
      check
        ? 'files are not as the formatters would write them. Run this: npm run format'
        : 'a formatter could not read a file, which it names above',
    );
  }
}

module.exports = { format };

if (require.main === module) {
  void main(() => {
    installNodeModules();
    format({ check: process.argv.includes('--check') });
    return 0;
  });
}
