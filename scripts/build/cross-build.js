// @ts-check
'use strict';
// CMake's part of the work on Linux: the Windows binaries by MinGW, and the portable unit tests by
// this machine's compiler.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { coverage, crossBuild, hostBuild, root } = require('../toolchain/places.js');

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

const CLANG = 'clang++-19';

/** Whether clang is here, and with it the library that makes a program a fuzzer. */
function canFuzz() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const option = `-print-file-name=libclang_rt.fuzzer-${machine}.a`;
  const { stdout, error } = spawnSync(CLANG, [option], { encoding: 'utf8' });
  // Where there is none, clang prints the bare name.
  return error === undefined && path.isAbsolute(stdout.trim()) && fs.existsSync(stdout.trim());
}

/** The unit tests that run here, under sanitizers, and the fuzz targets where clang is there to make them. */
function buildForThisMachine() {
  const cache = path.join(hostBuild, 'CMakeCache.txt');
  const compiler = canFuzz() ? CLANG : 'g++';
  const made = fs.existsSync(cache) ? fs.readFileSync(cache, 'utf8') : '';
  // CMake can't change its compiler: what another one has made goes.
  if (made !== '' && made.includes(CLANG) !== (compiler === CLANG)) {
    fs.rmSync(hostBuild, { recursive: true });
  }
  cmake(hostBuild, [`-DCMAKE_CXX_COMPILER=${compiler}`]);
}

/**
 * The unit tests and the fuzz targets once more, counting which lines and branches they reach.
 * @returns {string} the folder that holds them
 */
function buildForCoverage() {
  const folder = path.join(coverage, 'native');
  cmake(folder, [`-DCMAKE_CXX_COMPILER=${CLANG}`, '-DCOVERAGE=ON']);
  return folder;
}

module.exports = { buildForCoverage, buildForThisMachine, buildForWindows, canFuzz };
