// @ts-check
'use strict';
// The files of prebuilds/win32-<arch>, all of which every package must have.

const nativeFiles = ['imapi2.node', 'imapi2-virtual.manifest', 'imapi2-virtual.node'];

module.exports = { nativeFiles };
