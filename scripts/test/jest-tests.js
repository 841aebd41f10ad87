// @ts-check
'use strict';
// The two Jest projects: `host` in the Node.js that runs this, `windows` in Windows' node.exe.

const fs = require('node:fs');
const path = require('node:path');
const { packedPackage } = require('../package/packed.js');
const { runBeside } = require('../toolchain/command.js');
const { consumerCompilers } = require('../toolchain/consumer-compilers.js');
const { windowsJestResolver } = require('../toolchain/jest-resolver.js');
const { windowsKoffi } = require('../toolchain/koffi.js');
const { linuxKernel } = require('../toolchain/linux-kernel.js');
const { reports, root } = require('../toolchain/places.js');
const { oldestWindowsNode, windowsNode } = require('../toolchain/windows-node.js');
const { runWindowsProgram, windowsPath } = require('../toolchain/windows-process.js');
const { oneFailed, sum } = require('./tally.js');

/** @typedef {import('./tally.js').Tally} Tally */
/**
 * @typedef {object} JestReport what is used here of the JSON that Jest writes
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numRuntimeErrorTestSuites
 * @property {{ assertionResults: { fullName: string, status: string }[] }[]} testResults
 */

/** What the name of a test that can't run here says (test/jest/test-if.ts). */
const REASON = / \(skipped: (.*?)\)(?= |$)/;

/**
 * Where tests find the package as it ships; with a tarball that was given, all tests are over that.
 * @param {(file: string) => string} named
 */
function packageUnderTest(named) {
  const { folder, given } = packedPackage();
  return { IMAPI2_TEST_PACKED: named(folder), ...(given ? { IMAPI2_PACKAGE: named(folder) } : {}) };
}

/**
 * @param {string} project
 * @param {readonly string[]} selection
 * @param {string} report its name
 */
const jestArguments = (project, selection, report = project) => [
  path.join('node_modules', 'jest', 'bin', 'jest.js'),
  '--selectProjects',
  project,
  '--json',
  `--outputFile=${path.join('build', 'reports', `${report}.json`)}`,
  ...selection,
];

/**
 * @param {string} name the report's
 * @param {number} code
 * @returns {Tally}
 */
function readJest(name, code) {
  const report = path.join(reports, `${name}.json`);
  if (!fs.existsSync(report)) return oneFailed;
  /** @type {JestReport} */
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  const tests = result.testResults.flatMap((file) => file.assertionResults);
  /** @type {Tally} */
  const tally = {
    passed: result.numPassedTests,
    // A file that can't even be loaded has no tests to count, and is a failure all the same.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: tests
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ fullName }) => {
        const reason = REASON.exec(fullName)?.[1] ?? 'the test says no reason';
        return `${fullName.replace(REASON, '')}: ${reason}`;
      }),
  };
  return code !== 0 && tally.failed === 0 ? sum(tally, oneFailed) : tally;
}

/**
 * @param {readonly string[]} selection Jest's own arguments; none: everything
 * @returns {Promise<Tally>}
 */
async function testOnHost(selection = []) {
  fs.rmSync(path.join(reports, 'host.json'), { force: true });
  const env = {
    ...process.env,
    IMAPI2_TEST_COMPILERS: JSON.stringify(consumerCompilers()),
    IMAPI2_TEST_KERNEL: JSON.stringify(linuxKernel()),
    ...packageUnderTest((file) => file),
  };
  return readJest('host', await runBeside(process.execPath, jestArguments('host', selection), env));
}

/**
 * @param {readonly string[]} selection Jest's own arguments; none: everything
 * @returns {Promise<Tally>}
 */
async function testOnWindows(selection = []) {
  const env = {
    ...packageUnderTest(windowsPath),
    IMAPI2_TEST_KOFFI: process.arch === 'x64' ? windowsPath(windowsKoffi()) : '',
    IMAPI2_TEST_OLDEST_NODE: process.arch === 'x64' ? windowsPath(oldestWindowsNode()) : '',
    ...(process.platform === 'win32'
      ? {}
      : { NAPI_RS_NATIVE_LIBRARY_PATH: windowsPath(windowsJestResolver()) }),
  };
  // In band: all tests of a process share its drives' workers, as an application's do. Two processes,
  // because the tests wait more than they compute.
  const shards = selection.length === 0 ? ['1/2', '2/2'] : [];
  const runs = shards.length === 0 ? [selection] : shards.map((shard) => [`--shard=${shard}`]);
  const tallies = runs.map(async (chosen, index) => {
    const report = `windows-${String(index + 1)}`;
    fs.rmSync(path.join(reports, `${report}.json`), { force: true });
    const args = [...jestArguments('windows', chosen, report), '--runInBand'];
    return readJest(report, await runWindowsProgram(windowsNode(), args, { cwd: root, env }));
  });
  return (await Promise.all(tallies)).reduce(sum);
}

module.exports = { testOnHost, testOnWindows };
