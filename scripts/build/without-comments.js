// @ts-check
'use strict';
// The JavaScript in dist/ without its comments, a ninth of it: they are for who reads lib/, and the package is to be small. The
// types keep theirs, which editors show. tsc's own option for it would take both.

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('../toolchain/places.js');

const dist = path.join(root, 'dist');

function dropComments() {
  // Here, not above: in a new clone it has to be installed first.
  const ts = require('typescript');
  const compilerOptions = {
    removeComments: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.CommonJS,
  };
  for (const name of fs.readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue;
    const file = path.join(dist, name);
    const text = fs.readFileSync(file, 'utf8');
    // Those that an earlier build has done already, for the most part.
    if (!/(?:^|\s)\/[/*]/.test(text)) continue;
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    if (outputText !== text) fs.writeFileSync(file, outputText);
  }
}

module.exports = { dropComments };
