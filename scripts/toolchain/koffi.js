// @ts-check
'use strict';
// Calls into DLLs from JavaScript, for a test: Electron's main thread is in a single-threaded
// apartment, and only a call of ole32 from that thread can put node.exe's into one. The native file
// by itself is enough; the package around it would choose the one of this platform.

const path = require('node:path');
const { npmPackage } = require('./npm-package.js');

/** @returns {string} the path of koffi.node for Windows on x64 */
function windowsKoffi() {
  const folder = npmPackage({
    name: '@koromix/koffi-win32-x64',
    version: '3.3.4',
    integrity:
      'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
    why: 'because a test puts a thread into a COM apartment',
  });
  return path.join(folder, 'win32_x64', 'koffi.node');
}

module.exports = { windowsKoffi };
