// @ts-check
'use strict';
// npm test    Everything that must hold, from a clean clone on. Ends with `N passed, N failed`.
//
// npm test -- --thorough    And what a developer's machine leaves to CI: clang-tidy, and the power cut after every single sector.
//
// npm test -- --prebuilt    The same over the binaries that lie in prebuilds/, wherever they were
// built.
//
// npm test -- --tarball FILE    Over that very tarball, installed in an empty project: what is in
// prebuilds/ and dist/ is not tested.
//
// A stage that fails doesn't keep the others from running, so that one run tells all there is to
// know; only a build that fails ends it, for want of something to test.

const fs = require('node:fs');
const path = require('node:path');
const { build } = require('./build.js');
const { buildForThisMachine } = require('./build/cross-build.js');
const { buildLibrary, buildTests } = require('./build/typescript.js');
const { checkDocs } = require('./docs.js');
const { format } = require('./format.js');
const { testFuzzTargets } = require('./test/fuzz-tests.js');
const { testOnHost, testOnWindows } = require('./test/jest-tests.js');
const { testOnWindowsNatively, testPortable } = require('./test/native-tests.js');
const { describe, nothing, oneFailed, onePassed, sum } = require('./test/tally.js');
const { Stop, main, runBeside, say } = require('./toolchain/command.js');
const { crossBuild, reports } = require('./toolchain/places.js');
const { installToolchain } = require('./toolchain/toolchain.js');

/** @typedef {import('./test/tally.js').Tally} Tally */

const onWindows = process.platform === 'win32';
const tarball = process.argv[process.argv.indexOf('--tarball') + 1];
if (process.argv.includes('--tarball')) process.env.IMAPI2_TARBALL = tarball;
const prebuilt = process.argv.includes('--prebuilt') || process.argv.includes('--tarball');
const thorough = process.argv.includes('--thorough');
if (thorough) process.env.IMAPI2_THOROUGH = '1';

async function lint() {
  const eslint = path.join('node_modules', 'eslint', 'bin', 'eslint.js');
  // No cache: rules that ask for types would keep an answer that another file's change made wrong.
  const args = [eslint, '--max-warnings', '0', '.'];
  if ((await runBeside(process.execPath, args)) !== 0) throw new Stop('eslint found something');
}

/**
 * clang-tidy takes longest of all and waits for nothing but the build, so it runs beside everything else, at a lower priority.
 * @returns {() => Promise<void>} waits for it
 */
function beginLintingNatively() {
  const ended = runBeside(process.execPath, [path.join('scripts', 'lint-native.js')]);
  return async () => {
    if ((await ended) !== 0) throw new Stop('clang-tidy found something');
  };
}

/** @type {Tally} */
let total = nothing;

/**
 * @param {string} name
 * @param {() => Promise<Tally | void> | Tally | void} stage without a tally it is one check
 */
async function run(name, stage) {
  const began = performance.now();
  say(`${name} …`);
  /** @type {Tally} */
  let tally;
  try {
    tally = (await stage()) ?? onePassed;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    tally = oneFailed;
  }
  total = sum(total, tally);
  say(`${name}: ${describe(tally)} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return tally.failed === 0;
}

/**
 * @param {boolean} builtHere the portable unit tests
 * @param {boolean} built the package
 */
async function testOnThisMachine(builtHere, built) {
  // After the build: the types that the rules ask about come from dist/.
  await run('linting', lint);
  if (builtHere) {
    await run('portable unit tests', testPortable);
    await run('fuzz targets', testFuzzTargets);
  }
  if (built) await run('tests in this Node.js', () => testOnHost());
}

async function testForWindows() {
  // On Windows they are there only where they were brought from the build on Linux.
  if (!onWindows || fs.existsSync(crossBuild)) {
    await run('unit tests of the client', () => testOnWindowsNatively('client'));
    await run('unit tests of the virtual drive', () => testOnWindowsNatively('server'));
    await run('late-bound clients', () => testOnWindowsNatively('late_bound'));
  }
  await run("tests in Windows' node.exe", () => testOnWindows());
}

async function testAll() {
  installToolchain(['build', 'run', 'test']);
  fs.mkdirSync(reports, { recursive: true });

  await run('formatting', () => format({ check: true }));
  const built = await run('build', prebuilt ? buildLibrary : build);
  const lintedNatively = built && thorough && !onWindows ? beginLintingNatively() : null;
  await run('types', buildTests);
  await run('API reference', checkDocs);
  const builtHere =
    !onWindows && (await run('build of the portable unit tests', buildForThisMachine));

  // Beside each other: those for Windows wait more than they compute.
  await Promise.all([testOnThisMachine(builtHere, built), built ? testForWindows() : null]);
  if (lintedNatively !== null) await run('linting of the native sources', lintedNatively);

  for (const test of total.skipped) process.stdout.write(`skipped: ${test}\n`);
  process.stdout.write(`${describe(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

void main(testAll);
