// @ts-check
'use strict';
// npm run check:sdk    On Windows: the Windows SDK's imapi2.h and imapi2fs.h held to native/contract, by MSVC: one static
// assertion for each IID, slot, signature, enum value and dispid (test/host/contract/abi.ts). MinGW's build has headers that
// are made of native/contract, so this says whether both builds are of one contract.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { buildTests } = require('./build/typescript.js');
const { Stop, main, say } = require('./toolchain/command.js');
const { installNodeModules } = require('./toolchain/node-modules.js');
const { root } = require('./toolchain/places.js');

/** Visual Studio's installer always puts it here. */
const vswhere = path.join(
  process.env['ProgramFiles(x86)'] ?? 'C:\\Program Files (x86)',
  'Microsoft Visual Studio',
  'Installer',
  'vswhere.exe',
);

/** The batch file that puts cl and the SDK's headers into the environment. */
function environmentOfMsvc() {
  const tools = 'Microsoft.VisualStudio.Component.VC.Tools.x86.x64';
  const question = ['-latest', '-products', '*', '-requires', tools];
  const { stdout, status } = spawnSync(vswhere, [...question, '-property', 'installationPath'], {
    encoding: 'utf8',
  });
  const folder = status === 0 ? (stdout.trim().split(/\r?\n/)[0] ?? '') : '';
  if (folder === '') throw new Stop("Visual Studio's C++ build tools are not installed");
  return path.join(folder, 'VC', 'Auxiliary', 'Build', 'vcvars64.bat');
}

/**
 * @param {string} name
 * @param {readonly string[]} lines
 */
function compile(name, lines) {
  const folder = path.join(root, 'build', 'sdk');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.cc`), `${lines.join('\n')}\n`);
  const batch = path.join(folder, `${name}.cmd`);
  const call = `call "${environmentOfMsvc()}" >nul`;
  fs.writeFileSync(batch, `@${call}\r\n@cl /nologo /std:c++20 /W3 /WX /Zs ${name}.cc\r\n`);
  const { status } = spawnSync('cmd.exe', ['/d', '/c', batch], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Stop(`the SDK's headers differ from native/contract: ${name}`);
  say(`${name}: as in native/contract`);
}

void main(() => {
  if (process.platform !== 'win32') throw new Stop('the Windows SDK is on Windows only');
  installNodeModules();
  buildTests();
  const made = path.join(root, 'build', 'test', 'host', 'contract');
  /** @typedef {(abi: object) => string[]} Assertions */
  /** @type {{ identityAssertions: Assertions, slotAssertions: Assertions }} */
  const { identityAssertions, slotAssertions } = require(path.join(made, 'abi.js'));
  /** @type {{ abiOfIdl: () => object }} */
  const { abiOfIdl } = require(path.join(made, 'idl', 'abi-of-idl.js'));
  process.chdir(root);
  compile('slots', slotAssertions(abiOfIdl()));
  compile('identities', identityAssertions(abiOfIdl()));
  return 0;
});
