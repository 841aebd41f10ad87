// @ts-check
'use strict';
// Two worlds, one suite each: `host` runs on this machine's Node.js, `windows` in Windows' node.exe
// (under Wine off Windows). Jest runs what tsc made of test/, so what is tested is what ships, and
// no second compiler has an opinion.

const path = require('node:path');

// IMAPI2_PACKAGE=folder: the tests are over that installed package, and not over this clone.
const installed = process.env.IMAPI2_PACKAGE;
const moduleNameMapper =
  installed === undefined
    ? {}
    : {
        '^imapi2$': path.join(installed, 'dist', 'index.js'),
        '^#lib/(.*)$': path.join(installed, 'dist', '$1.js'),
      };

/** @param {'host' | 'windows'} name */
const project = (name) => ({
  displayName: name,
  rootDir: __dirname,
  roots: [`<rootDir>/build/test/${name}`],
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  moduleNameMapper,
  // Compiled already.
  transform: {},
  injectGlobals: false,
  cacheDirectory: `<rootDir>/.cache/jest-${name}`,
});

module.exports = {
  projects: [project('host'), project('windows')],
  // Only a test that hangs takes so long: a machine that is busy with other things is no mistake of ours.
  testTimeout: 120_000,
};
