// @ts-check
'use strict';
// npm run build    Everything that the package holds: dist/ and prebuilds/. Quick when nothing has
// changed.
//
// npm run build -- --library       dist/ only, where prebuilds/ came from elsewhere.
// npm run build -- --arch=arm64    On Windows: for another processor than this one.

const { buildForWindows } = require('./build/cross-build.js');
const { buildWithMsvc } = require('./build/msvc-build.js');
const { buildLibrary } = require('./build/typescript.js');
const { main } = require('./toolchain/command.js');
const { installNodeModules } = require('./toolchain/node-modules.js');
const { installToolchain } = require('./toolchain/toolchain.js');

function build() {
  installToolchain(['build']);
  buildNative();
  buildLibrary();
}

function buildNative() {
  const arch = process.argv.find((it) => it.startsWith('--arch='))?.slice('--arch='.length);
  if (process.platform === 'win32') buildWithMsvc(arch);
  else buildForWindows();
}

module.exports = { build };

if (require.main === module) {
  void main(() => {
    if (process.argv.includes('--library')) {
      installNodeModules();
      buildLibrary();
    } else build();
    return 0;
  });
}
