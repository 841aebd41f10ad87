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
    [
      'export',
      '-skip-expansions',
      '-skip-functions',
      `-instr-profile=${merged}`,
      tests,
      ...objects,
      sources,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (exported.status !== 0) throw new Stop(`llvm-cov-19 failed: ${exported.stderr}`);
  /** @type {{ data: { files: ExportedFile[] }[] }} */
  const { data } = JSON.parse(exported.stdout);
  return (data[0]?.files ?? []).map((file) => ({
    file: path.relative(root, file.filename),
    lines: countOf(file.summary.lines),
    branches: writtenBranches(file),
  }));
}

/**
 * @typedef {{ count: number, covered: number }} ExportedCount
 * @typedef {object} ExportedFile
 * @property {string} filename
 * @property {Record<'lines' | 'branches', ExportedCount>} summary
 * @property {[line: number, column: number, endLine: number, endColumn: number, taken: number, notTaken: number][]} branches
 */

/** @param {ExportedCount} count */
const countOf = ({ count, covered }) => ({ total: count, covered });

/**
 * Those that somebody wrote. Of a comparison that is `= default` the compiler makes two of each member, all at the
 * place of that word: they say how many members were unequal in a test, and nothing about our code.
 * @param {ExportedFile} file
 */
function writtenBranches({ filename, summary, branches }) {
  const source = fs.readFileSync(filename, 'utf8').split('\n');
  const made = branches.filter(([line]) => source[line - 1]?.endsWith(' = default;'));
  const sides = made.flatMap(([, , , , taken, notTaken]) => [taken, notTaken]);
  const { total, covered } = countOf(summary.branches);
  return {
    total: total - sides.length,
    covered: covered - sides.filter((times) => times > 0).length,
  };
}

module.exports = { nativeCounts };
