// @ts-check
'use strict';
// dist/.npmignore: of all the declarations that the tests are compiled against, the package ships those
// that a program can come by, which are the ones that dist/index.d.ts reaches.

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('../toolchain/places.js');

const dist = path.join(root, 'dist');

/** @returns {ReadonlySet<string>} paths below dist/ */
function reached() {
  // Here, not above: in a new clone it has to be installed first.
  const ts = require('typescript');
  const program = ts.createProgram([path.join(dist, 'index.d.ts')], {
    module: ts.ModuleKind.Node20,
    noLib: true,
    types: [],
  });
  return new Set(program.getSourceFiles().map(({ fileName }) => path.relative(dist, fileName)));
}

function hideOtherTypes() {
  const shipped = reached();
  const hidden = fs
    .readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !shipped.has(file));
  const lines = hidden.map((file) => `/${file.split(path.sep).join('/')}\n`);
  fs.writeFileSync(path.join(dist, '.npmignore'), lines.sort().join(''));
}

module.exports = { hideOtherTypes };
