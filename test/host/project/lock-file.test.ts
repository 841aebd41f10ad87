import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const lock = JSON.parse(readFileSync(join(process.cwd(), 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { resolved?: string; integrity?: string; hasInstallScript?: boolean }>;
};
const packages = Object.entries(lock.packages).filter(([name]) => name !== '');

test('package-lock.json names no host, so that it holds for any registry', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('package-lock.json has a digest for every package', () => {
  expect(packages.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
});

test("package-lock.json has Jest's resolver for every platform that tests run on", () => {
  for (const platform of [
    'linux-x64-gnu',
    'linux-arm64-gnu',
    'win32-x64-msvc',
    'win32-arm64-msvc',
  ]) {
    expect(lock.packages).toHaveProperty([`node_modules/@unrs/resolver-binding-${platform}`]);
  }
});
