// @ts-check
'use strict';
// What Debian and Ubuntu provide, and the reason for each, so that no package stays in the list
// when its reason goes.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { Stop, run, say } = require('./command.js');

function isDebian() {
  try {
    return /^ID=debian$/m.test(fs.readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** @typedef {'build' | 'run' | 'test' | 'kernel' | 'coverage'} Purpose */

/** @type {Record<Purpose, { why: string, packages: readonly string[] }>} */
const needs = {
  build: {
    why: 'to cross-compile the Windows binaries',
    packages: [
      'cmake',
      'ninja-build',
      'g++-mingw-w64-x86-64-posix', // the compiler, with std::thread
      'mingw-w64-tools', // widl, which makes header and type library from our IDL
      'libwine-dev', // oaidl.idl, which our IDL imports
      'doctest-dev', // headers of the native unit tests
    ],
  },
  run: {
    why: "to run them in Windows' node.exe",
    packages: ['wine', 'wine64'],
  },
  test: {
    why: 'to test them',
    packages: [
      // Shows the page of the Electron example. Ubuntu's is a snap, which apt can't install everywhere.
      ...(isDebian() ? ['chromium'] : []),
      'clang-tidy-19', // lints the native sources, and is a second compiler
      'g++', // the C++ library of this machine, and builds the portable unit tests where clang is missing
      'genisoimage', // isoinfo reads our ISO 9660
      'libclang-rt-19-dev', // builds them with sanitizers, and the fuzz targets
      'p7zip-full', // reads our UDF without any of our code
      'udftools', // udfinfo judges our UDF
      'xorriso', // reads our ISO 9660 and what boots from it
    ],
  },
  kernel: {
    why: 'to start a Linux kernel that reads our discs',
    packages: [
      'qemu-system-x86', // the machine it runs on
      'xz-utils', // unpacks its modules
    ],
  },
  coverage: {
    why: 'to tell which lines the tests reach',
    packages: ['llvm-19'], // llvm-profdata and llvm-cov
  },
};

/** @param {readonly string[]} packages */
function missing(packages) {
  const query = spawnSync(
    'dpkg-query',
    ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages],
    {
      encoding: 'utf8',
    },
  );
  if (query.error) return packages;
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** How to become root: we are, or by a sudo that needs no password or has someone to ask for it. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  const args = process.stdin.isTTY ? ['-v'] : ['-n', 'true'];
  const sudo = spawnSync('sudo', args, { stdio: process.stdin.isTTY ? 'inherit' : 'ignore' });
  return sudo.status === 0 ? ['sudo'] : null;
}

/**
 * Installs what the purposes need and the machine lacks.
 * @param {readonly Purpose[]} purposes
 */
function installDebianPackages(purposes) {
  const lacking = purposes
    .map((purpose) => ({ ...needs[purpose], packages: missing(needs[purpose].packages) }))
    .filter(({ packages }) => packages.length > 0);
  if (lacking.length === 0) return;

  const packages = lacking.flatMap((need) => need.packages);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const why = lacking.map((need) => need.why).join(', ');
  const root = asRoot();
  if (spawnSync('apt-get', ['--version']).error || root === null) {
    throw new Stop(
      `Debian packages are missing (${why}), and only root can install them. Run this, then try again:\n` +
        `  sudo apt-get update && sudo ${install.join(' ')}`,
    );
  }
  say(`installing ${packages.join(', ')} with apt-get, ${why}`);
  /** @param {readonly string[]} command */
  const apt = (command) => {
    const [program = '', ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
    run(program, args, { quiet: true });
  };
  apt(['apt-get', 'update']);
  apt(install);
}

module.exports = { installDebianPackages };
