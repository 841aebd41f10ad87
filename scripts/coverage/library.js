// @ts-check
'use strict';
// Which lines and branches of lib/ the two Jest projects reach, in their own processes and in those
// that tests start. V8 counts in dist/, which is what the tests are over; a second output of the same
// compiler, with maps, tells where that stands in lib/.

const fs = require('node:fs');
const path = require('node:path');
const { createCoverageMap } = require('istanbul-lib-coverage');
const { mergeProcessCovs } = require('@bcoe/v8-coverage');
const toIstanbul = require('v8-to-istanbul');
const { run, Stop } = require('../toolchain/command.js');
const { coverage, root } = require('../toolchain/places.js');

/** @typedef {import('@bcoe/v8-coverage').ScriptCov} Script */

const raw = path.join(coverage, 'v8');
const mapped = path.join(coverage, 'dist');

/** Where Node.js keeps its counts, also that in Wine, whose drive is this file system. */
function startCounting() {
  fs.rmSync(raw, { recursive: true, force: true });
  fs.mkdirSync(raw, { recursive: true });
  process.env.NODE_V8_COVERAGE = raw;
}

/** dist/ once more, with maps: the code must be the one that was counted in. */
function compileWithMaps() {
  fs.rmSync(mapped, { recursive: true, force: true });
  const tsc = require.resolve('typescript/bin/tsc', { paths: [root] });
  const options = ['--composite', 'false', '--incremental', 'false', '--declaration', 'false'];
  run(process.execPath, [
    ...[tsc, '-p', '.', '--outDir', mapped, '--sourceMap', '--inlineSources', '--removeComments'],
    ...[...options, '--isolatedDeclarations', 'false', '--stripInternal', 'false'],
  ]);
}

/**
 * A script's name in dist/; null: it is none of ours. Jest gives V8 what is on the disk, unwrapped.
 * @param {string} url
 */
function nameIn(url) {
  const [, name] = /\/dist\/(.*\.js)$/.exec(url.replaceAll('\\', '/')) ?? [];
  if (name === undefined || url.includes('node_modules')) return null;
  return fs.existsSync(path.join(root, 'dist', name)) ? name : null;
}

/** @returns {Promise<import('./count.js').FileCount[]>} */
async function libraryCounts() {
  compileWithMaps();
  /** @type {Map<string, Script[]>} */
  const scripts = new Map();
  for (const file of fs.readdirSync(raw)) {
    /** @type {{ result: Script[] }} */
    const { result } = JSON.parse(fs.readFileSync(path.join(raw, file), 'utf8'));
    for (const script of result) {
      const name = nameIn(script.url);
      if (name === null) continue;
      const one = { ...script, scriptId: '0', url: name };
      scripts.set(name, [...(scripts.get(name) ?? []), one]);
    }
  }
  const map = createCoverageMap({});
  for (const [name, same] of scripts) {
    const source = fs.readFileSync(path.join(root, 'dist', name), 'utf8');
    const twin = fs.readFileSync(path.join(mapped, name), 'utf8');
    if (twin.replace(/\/\/# sourceMappingURL=.*\s*$/, '').trim() !== source.trim()) {
      throw new Stop(`dist/${name} is not what lib/ compiles to: npm run build`);
    }
    const merged = mergeProcessCovs(same.map((script) => ({ result: [script] })));
    const sourcemap = JSON.parse(fs.readFileSync(path.join(mapped, `${name}.map`), 'utf8'));
    const converter = toIstanbul(path.join(mapped, name), 0, {
      source,
      originalSource: sourcemap.sourcesContent[0],
      sourceMap: { sourcemap },
    });
    await converter.load();
    for (const { functions } of merged.result) converter.applyCoverage(functions);
    map.merge(converter.toIstanbul());
  }
  return map.files().map((file) => {
    const { lines, branches } = map.fileCoverageFor(file).toSummary().data;
    return {
      file: path.relative(root, file),
      lines: { total: lines.total, covered: lines.covered },
      branches: { total: branches.total, covered: branches.covered },
    };
  });
}

module.exports = { libraryCounts, startCounting };
