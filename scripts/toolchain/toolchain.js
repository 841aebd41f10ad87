// @ts-check
'use strict';
// Everything that a command needs before it can start, installed where it is missing, with a line
// that says what and why.

const { installDebianPackages } = require('./debian-packages.js');
const { installNodeModules } = require('./node-modules.js');
const { windowsNode } = require('./windows-node.js');
const { ensureWinePrefix } = require('./wine-prefix.js');

/** @param {readonly import('./debian-packages.js').Purpose[]} purposes */
function installToolchain(purposes) {
  if (process.platform === 'win32') {
    installNodeModules();
    return;
  }
  installDebianPackages(purposes);
  installNodeModules();
  if (purposes.includes('run')) {
    windowsNode();
    ensureWinePrefix();
  }
}

module.exports = { installToolchain };
