// @ts-check
'use strict';
// The doctest programs: the portable one on this machine under sanitizers; those of the client, of
// the virtual drive and of its late-bound clients as programs for Windows.

const fs = require('node:fs');
const path = require('node:path');
const { runBeside } = require('../toolchain/command.js');
const { crossBuild, hostBuild, reports } = require('../toolchain/places.js');
const { runWindowsProgram, windowsPath } = require('../toolchain/windows-process.js');
const { oneFailed, sum } = require('./tally.js');

/** @typedef {import('./tally.js').Tally} Tally */

/**
 * Runs a doctest program, once for machines; and once more for people where it failed.
 * @param {string} name
 * @param {string} program
 * @param {(args: string[]) => Promise<number>} start gives the exit code
 * @returns {Promise<Tally>}
 */
async function runDoctest(name, program, start) {
  if (!fs.existsSync(program)) return oneFailed;
  const report = path.join(reports, `${name}.xml`);
  fs.rmSync(report, { force: true });
  const code = await start(['--reporters=xml', `--out=${windowsPathIfWindows(program, report)}`]);
  const tally = fs.existsSync(report) ? readDoctest(fs.readFileSync(report, 'utf8')) : null;
  // A program that a sanitizer stopped, or that crashed, has said why and has no count of what
  // failed.
  if (tally === null) return oneFailed;
  if (tally.failed > 0) await start(['--no-intro']);
  return code !== 0 && tally.failed === 0 ? sum(tally, oneFailed) : tally;
}

/**
 * @param {string} program
 * @param {string} file
 */
const windowsPathIfWindows = (program, file) =>
  program.endsWith('.exe') ? windowsPath(file) : file;

/**
 * @param {string} xml
 * @returns {Tally | null} null: the program ended before it had counted
 */
function readDoctest(xml) {
  const overall = /<OverallResultsTestCases successes="(\d+)" failures="(\d+)"/.exec(xml);
  if (overall === null) return null;
  return { passed: Number(overall[1]), failed: Number(overall[2]), skipped: [] };
}

const testPortable = () => {
  const program = path.join(hostBuild, 'portable_tests');
  return runDoctest('portable', program, (args) => runBeside(program, args));
};

/** @param {'client' | 'server' | 'late_bound'} side */
const testOnWindowsNatively = (side) => {
  const program = path.join(crossBuild, `${side}_tests.exe`);
  return runDoctest(side, program, (args) => runWindowsProgram(program, args));
};

module.exports = { testOnWindowsNatively, testPortable };
