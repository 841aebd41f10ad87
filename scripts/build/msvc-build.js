// @ts-check
'use strict';
// The build on Windows: node-gyp and MSVC, against the Windows SDK's own imapi2.h. Its result goes
// where packages look.

const fs = require('node:fs');
const path = require('node:path');
const { nativeFiles } = require('../package/native-files.js');
const { run } = require('../toolchain/command.js');
const { prebuilds, root } = require('../toolchain/places.js');

/** @param {string} arch */
function buildWithMsvc(arch = process.arch) {
  const nodeGyp = require.resolve('node-gyp/bin/node-gyp.js', { paths: [root] });
  // Not `rebuild`: that would compile everything each time.
  run(process.execPath, [nodeGyp, 'configure', 'build', `--arch=${arch}`]);
  fs.mkdirSync(prebuilds(arch), { recursive: true });
  for (const name of nativeFiles.filter((file) => file.endsWith('.node'))) {
    fs.copyFileSync(path.join(root, 'build', 'Release', name), path.join(prebuilds(arch), name));
  }
  const manifest = path.join(root, 'native', 'virtual', 'imapi2-virtual.manifest');
  const architecture = { x64: 'amd64', ia32: 'x86' }[arch] ?? arch;
  fs.writeFileSync(
    path.join(prebuilds(arch), 'imapi2-virtual.manifest'),
    fs.readFileSync(manifest, 'utf8').replace('"amd64"', `"${architecture}"`),
  );
}

module.exports = { buildWithMsvc };
