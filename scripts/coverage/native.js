// @ts-check
'use strict';
// Which lines and branches of the portable native sources the unit tests and the fuzzers' seeds reach,
// as clang counts them. Not by the tests on Windows: MinGW's compiler counts nothing that clang could add up.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildForCoverage } = require('../build/cross-build.js');
const { seeds } = require('../fuzz/targets.js');
const { Stop, run } = require('../toolchain/command.js');
const { root } = require('../toolchain/places.js');

/** @returns {import('./count.js').FileCount[]} */
function nativeCounts() {
  const folder = buildForCoverage();
  const profiles = path.join(folder, 'profiles');
  fs.rmSync(profiles, { recursive: true, force: true });
  const fuzz = path.join(folder, 'fuzz');
  const targets = fs.readdirSync(fuzz).filter((name) => name.endsWith('_fuzz'));
  /**
   * @param {string} program
   * @param {readonly string[]} args
   */
  const count = (program, args) =>
    run(program, args, {
      env: {
        ...process.env,
        LLVM_PROFILE_FILE: path.join(profiles, `${path.basename(program)}.profraw`),
      },
      quiet: true,
    });
  const tests = path.join(folder, 'portable_tests');
  count(tests, ['--no-intro']);
  // The seeds as they are: what a fuzzer makes of them depends on how far it gets.
  for (const target of targets) {
    const corpus = path.join(seeds, target);
    const inputs = fs.existsSync(corpus) ? fs.readdirSync(corpus) : [];
    if (inputs.length === 0) continue;
    count(
      path.join(fuzz, target),
      inputs.map((input) => path.join(corpus, input)),
    );
  }
  const merged = path.join(folder, 'tests.profdata');
  const raw = fs.readdirSync(profiles).map((file) => path.join(profiles, file));
  run('llvm-profdata-19', ['merge', '-sparse', ...raw, '-o', merged]);
  const objects = targets.flatMap((target) => ['-object', path.join(fuzz, target)]);
  const sources = path.join(root, 'native');
  const exported = spawnSync(
    'llvm-cov-19',
    ['export', '-summary-only', `-instr-profile=${merged}`, tests, ...objects, sources],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (exported.status !== 0) throw new Stop(`llvm-cov-19 failed: ${exported.stderr}`);
  /** @type {{ data: { files: { filename: string, summary: Record<'lines' | 'branches', { count: number, covered: number }> }[] }[] }} */
  const { data } = JSON.parse(exported.stdout);
  return (data[0]?.files ?? []).map(({ filename, summary: { lines, branches } }) => ({
    file: path.relative(root, filename),
    lines: { total: lines.count, covered: lines.covered },
    branches: { total: branches.count, covered: branches.covered },
  }));
}

module.exports = { nativeCounts };
