// @ts-check
'use strict';
// CMake's part of the work on Linux: the Windows binaries by MinGW, and the portable unit tests by
// this machine's compiler.

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { crossBuild, hostBuild, root } = require('../toolchain/places.js');

/**
 * @param {string} folder
 * @param {readonly string[]} settings
 */
function cmake(folder, settings) {
  fs.mkdirSync(folder, { recursive: true });
  // Two builds of one folder at a time (a test run beside a demo) would write the same objects: the
  // second one waits.
  const alone = ['--no-fork', path.join(folder, 'lock'), 'cmake'];
  if (!fs.existsSync(path.join(folder, 'build.ninja'))) {
    run('flock', [...alone, '-G', 'Ninja', '-S', root, '-B', folder, ...settings], { quiet: true });
  }
  // The first build takes long and shows that it is alive; later ones speak only when they fail.
  const quiet = fs.existsSync(path.join(folder, '.ninja_log'));
  // All errors at once, not one a build.
  run('flock', [...alone, '--build', folder, '--', '-k', '0'], { quiet });
}

/** prebuilds/win32-x64/*.node and the unit tests that run on Windows. */
const buildForWindows = () =>
  cmake(crossBuild, [`-DCMAKE_TOOLCHAIN_FILE=${path.join(root, 'cmake', 'mingw-w64.cmake')}`]);

/** The unit tests that run here, under sanitizers. */
const buildForThisMachine = () => cmake(hostBuild, []);

module.exports = { buildForThisMachine, buildForWindows };
