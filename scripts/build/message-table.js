// @ts-check
'use strict';
// The message table that the virtual drive embeds, made of native/virtual/messages.mc by windmc,
// which only Linux has: so it is in the repository, as the type libraries are.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../toolchain/command.js');
const { root } = require('../toolchain/places.js');

/** @returns {Buffer} what native/virtual/messages.bin is to hold */
function makeMessageTable() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'imapi2-messages-'));
  try {
    const source = path.join(root, 'native', 'virtual', 'messages.mc');
    run('x86_64-w64-mingw32-windmc', ['-a', '-U', '-h', folder, '-r', folder, source]);
    return fs.readFileSync(path.join(folder, 'messages.bin'));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

module.exports = { makeMessageTable };
