import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

const packed = process.env['IMAPI2_TEST_PACKED'] ?? '';
const tarball = join(dirname(dirname(packed)), 'imapi2.tgz');

test('publint and are-the-types-wrong have nothing to say, however the package is resolved', () => {
  const lint = join('scripts', 'package', 'lint-package.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [lint, packed, tarball], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ publint: [], typesIncluded: true, problems: [] });
}, 60_000);
