import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { testIf } from '../../jest/test-if';

/** The installed package from CommonJS and from an ES module, in a program of its own. */

const project = dirname(dirname(process.env['IMAPI2_TEST_PACKED'] ?? ''));

function run(name: string, script: string): unknown {
  const file = join(project, name);
  writeFileSync(file, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr };
}

test('both faces are one implementation: the same functions, the same classes', () => {
  const script = `
import * as esm from 'imapi2';
import { createRequire } from 'node:module';
const cjs = createRequire(import.meta.url)('imapi2');
const names = Object.keys(cjs).sort();
if (names.join() !== Object.keys(esm).sort().join()) throw new Error('they export different names');
for (const name of names) if (esm[name] !== cjs[name]) throw new Error(name + ' is there twice');
const error = await esm.open({ provider: 'nonsense' }).catch((failure) => failure);
console.log(error instanceof cjs.ImapiError, error instanceof esm.ImapiError, error.code);`;
  expect(run('faces.mjs', script)).toEqual({
    status: 0,
    stdout: 'true true ERR_INVALID_OPTION',
    stderr: '',
  });
});

const off = testIf(process.platform !== 'win32', 'this is Windows');

off('off Windows importing says nothing, and open() rejects with the reason', () => {
  expect(run('quiet.cjs', "require('imapi2')")).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(run('quiet.mjs', "import 'imapi2'")).toEqual({ status: 0, stdout: '', stderr: '' });
  const script = `
const { isSupported, open } = require('imapi2');
open().catch((error) => console.log(isSupported(), error.code));`;
  expect(run('open.cjs', script)).toEqual({
    status: 0,
    stdout: 'false ERR_UNSUPPORTED_PLATFORM',
    stderr: '',
  });
});
