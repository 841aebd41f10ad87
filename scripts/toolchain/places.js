// @ts-check
'use strict';
// Where things are kept. Everything below that is made is ignored by git and can be deleted at any
// time.

const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

module.exports = {
  root,
  /** Downloads that are worth keeping. */
  cache: path.join(root, '.cache'),
  /** Windows, as far as Wine is one: its C: drive and registry. */
  winePrefix: path.join(root, '.wine'),
  /** The cross build for Windows, and the build of the portable unit tests for this machine. */
  crossBuild: path.join(root, 'build', 'win32-x64'),
  hostBuild: path.join(root, 'build', 'host'),
  /** What `npm run coverage` counts, and the build it counts in. */
  coverage: path.join(root, 'build', 'coverage'),
  /** What each stage of `npm test` found, for machines to read. */
  reports: path.join(root, 'build', 'reports'),
  /** An empty project with the packed package installed in it. */
  packed: path.join(root, 'build', 'packed'),
  /** @param {string} arch */
  prebuilds: (arch) => path.join(root, 'prebuilds', `win32-${arch}`),
};
