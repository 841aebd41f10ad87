// @ts-check
'use strict';
// A Wine prefix of the project's own: it disturbs no other Wine on the machine, and deleting the
// folder undoes it.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run, say } = require('./command.js');
const { winePrefix } = require('./places.js');

// Changing how the prefix is made changes this, and the old one is made anew.
const RECIPE = '1';
const STAMP = 'imapi2-prefix';

/**
 * The environment of a Windows program: this process' own as it is now, whatever was added to it since it began.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {NodeJS.ProcessEnv}
 */
const wineEnvironment = (more = {}) => ({
  ...process.env,
  WINEPREFIX: winePrefix,
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  // No offers to download Mono and Gecko, no menu entries on a developer's desktop, no wish for a
  // screen.
  WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
  DISPLAY: '',
  ...more,
});

function ensureWinePrefix() {
  const version = execFileSync('wine', ['--version'], { encoding: 'utf8', env: wineEnvironment() });
  const wanted = `${RECIPE} ${version.trim()}`;
  if (isMade(wanted)) return;

  say(
    `making a Windows for ${version.trim()} in ${path.basename(winePrefix)}/, to run node.exe in`,
  );
  // Made beside its place and then renamed: an interrupted attempt leaves nothing that looks
  // complete, and of two at the same time one wins.
  const work = fs.mkdtempSync(`${winePrefix}-`);
  try {
    makePrefix(work);
    fs.writeFileSync(path.join(work, STAMP), wanted);
    if (!isMade(wanted)) {
      fs.rmSync(winePrefix, { recursive: true, force: true });
      fs.renameSync(work, winePrefix);
    }
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} wanted */
function isMade(wanted) {
  const stamp = path.join(winePrefix, STAMP);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted;
}

/** @param {string} folder */
function makePrefix(folder) {
  // Output goes nowhere: Wine's services outlive the command that started them, and would hold a
  // pipe open.
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const options = { env: wineEnvironment({ WINEPREFIX: folder }), stdio: 'ignore' };
  // Node refuses to run on the Windows 7 that Wine 8 is by default.
  execFileSync('wine', ['winecfg', '-v', 'win10'], options);
  // Until the registry is on disc.
  execFileSync('wineserver', ['-w'], options);

  const primitives = path.join(folder, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll');
  if (fs.existsSync(primitives)) return;
  const source = path.join(__dirname, 'bcryptprimitives.c');
  run('x86_64-w64-mingw32-gcc', ['-shared', '-O2', '-s', '-o', primitives, source, '-ladvapi32']);
}

module.exports = { ensureWinePrefix, wineEnvironment };
