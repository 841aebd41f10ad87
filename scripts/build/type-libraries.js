// @ts-check
'use strict';
// The type libraries that the virtual drive embeds, made of native/contract/*.idl by widl, which
// only Linux has: so they are in the repository, and a test fails where they say something else
// than the IDL.

const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { root } = require('../toolchain/places.js');

/**
 * @param {string} file
 * @param {readonly string[]} folders
 */
function folderWith(file, folders) {
  const found = folders.find((folder) => fs.existsSync(path.join(folder, file)));
  if (found === undefined) throw new Error(`${file} of libwine-dev is not here`);
  return found;
}

/**
 * widl writes when it ran, as text and as a number. Without that, what is made of the same IDL is
 * the same.
 * @param {Buffer} library
 */
function forgetTime(library) {
  const start = library.indexOf('Created by WIDL version ');
  if (start < 0) return;
  const end = library.indexOf('\n', start);
  const time = 'Thu Jan  1 00:00:00 1970';
  library.write(time, end - time.length, 'latin1');
  // The next custom value, a VT_UI4 (0x13), is the number.
  library.writeUInt32LE(0, library.indexOf(Buffer.from([0x13, 0]), end) + 2);
}

/** @param {string} [folder] where they go */
function makeTypeLibraries(folder = path.join(root, 'native', 'contract')) {
  const imports = folderWith('oaidl.idl', [
    '/usr/include/wine/wine/windows',
    '/usr/include/wine/windows',
  ]);
  const libraries = folderWith('stdole2.tlb', [
    '/usr/lib/x86_64-linux-gnu/wine/x86_64-windows',
    '/usr/lib/wine/x86_64-windows',
  ]);
  const contract = path.join(root, 'native', 'contract');
  for (const name of ['imapi2', 'imapi2fs']) {
    const file = path.join(folder, `${name}.tlb`);
    const from = ['-m64', '-I', imports, '-I', contract, '-L', libraries];
    run('x86_64-w64-mingw32-widl', [...from, '-t', '-o', file, path.join(contract, `${name}.idl`)]);
    const library = fs.readFileSync(file);
    forgetTime(library);
    fs.writeFileSync(file, library);
  }
}

module.exports = { makeTypeLibraries };
