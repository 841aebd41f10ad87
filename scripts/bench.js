// @ts-check
'use strict';
// npm run bench [-- --json] [-- --quick] [-- SUBJECT …]    Builds what is missing and measures
// (bench/main.js). Under Wine it runs in a registry of its own, in which the virtual drive is
// registered for scripts.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { build } = require('./build.js');
const { windowsKoffi } = require('./toolchain/koffi.js');
const { crossBuild, prebuilds, root, winePrefix } = require('./toolchain/places.js');
const { Stop, main, say } = require('./toolchain/command.js');
const { installToolchain } = require('./toolchain/toolchain.js');
const { wineEnvironment } = require('./toolchain/wine-prefix.js');
const { windowsNode } = require('./toolchain/windows-node.js');
const { runWindowsProgram, windowsPath } = require('./toolchain/windows-process.js');

const onWindows = process.platform === 'win32';
const server = path.join(prebuilds('x64'), 'imapi2-virtual.node');

/** A Wine prefix whose registry is a copy, and whose C: drive is the project's. */
function registeredPrefix() {
  const prefix = fs.mkdtempSync(path.join(os.tmpdir(), 'imapi2-bench-'));
  for (const name of ['system.reg', 'user.reg', 'userdef.reg', '.update-timestamp', 'dosdevices']) {
    fs.cpSync(path.join(winePrefix, name), path.join(prefix, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  fs.symlinkSync(path.join(winePrefix, 'drive_c'), path.join(prefix, 'drive_c'));
  execFileSync('wine', ['regsvr32', '/s', windowsPath(server)], {
    env: wineEnvironment({ WINEPREFIX: prefix }),
    stdio: 'ignore',
  });
  return prefix;
}

/** @param {string} prefix */
function removePrefix(prefix) {
  execFileSync('wineserver', ['-k'], {
    env: wineEnvironment({ WINEPREFIX: prefix }),
    stdio: 'ignore',
  });
  fs.rmSync(prefix, { recursive: true, force: true });
}

function plainProgram() {
  const folder = onWindows ? path.join(root, 'build', 'Release') : crossBuild;
  const file = path.join(folder, 'plain.exe');
  if (!fs.existsSync(file)) throw new Stop(`${file} is missing: npm run build makes it`);
  return windowsPath(file);
}

const load = () =>
  onWindows ? '' : `${os.loadavg()[0]?.toFixed(1)} before, on ${os.cpus().length} cores`;

void main(async () => {
  installToolchain(['build', 'run']);
  build();
  if (onWindows) {
    say("VBScript is left out: on Windows a script has Windows' own IMAPI2");
  }
  const prefix = onWindows ? null : registeredPrefix();
  try {
    return await runWindowsProgram(
      windowsNode(),
      [windowsPath(path.join(root, 'bench', 'main.js')), ...process.argv.slice(2)],
      {
        cwd: root,
        env: {
          IMAPI2_BENCH_PLAIN: plainProgram(),
          ...(process.arch === 'x64' ? { IMAPI2_BENCH_KOFFI: windowsPath(windowsKoffi()) } : {}),
          ...(prefix === null
            ? {}
            : {
                WINEPREFIX: prefix,
                IMAPI2_BENCH_SCRIPTS: '1',
                IMAPI2_BENCH_SYSTEM: `${execFileSync('wine', ['--version'], { encoding: 'utf8' }).trim()} on ${os.type()} ${os.release()}`,
                IMAPI2_BENCH_LOAD: load(),
              }),
        },
      },
    );
  } finally {
    if (prefix !== null) removePrefix(prefix);
  }
});
