// @ts-check
'use strict';
// dist/index.mjs and its types: the ESM face of the one CommonJS implementation. Written from what
// dist/index.js exports, so that the two can't drift; a second copy would break instanceof.

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('../toolchain/places.js');

const dist = path.join(root, 'dist');
const implementation = path.join(dist, 'index.js');

/** @param {readonly string[]} names */
const face = (names) => `// The same objects as require('imapi2') gives.
import imapi2 from './index.js';

export const {
${names.map((name) => `  ${name},\n`).join('')}} = imapi2;
`;

function writeEsmFace() {
  const names = Object.keys(require(implementation)).sort();
  fs.writeFileSync(path.join(dist, 'index.mjs'), face(names));
  fs.writeFileSync(path.join(dist, 'index.d.mts'), "export * from './index.js';\n");
}

module.exports = { writeEsmFace };
