// @ts-check
'use strict';
// npm run build    Everything that the package holds: dist/ and prebuilds/. Quick when nothing has
// changed.

const { buildForWindows } = require('./build/cross-build.js');
const { buildWithMsvc } = require('./build/msvc-build.js');
const { buildLibrary } = require('./build/typescript.js');
const { main } = require('./toolchain/command.js');
const { installToolchain } = require('./toolchain/toolchain.js');

function build() {
  installToolchain(['build']);
  buildNative();
  buildLibrary();
}

function buildNative() {
  if (process.platform === 'win32') buildWithMsvc();
  else buildForWindows();
}

module.exports = { build };

if (require.main === module) {
  void main(() => {
    build();
    return 0;
  });
}
