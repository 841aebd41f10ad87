import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = process.cwd();
const lists = JSON.parse(readFileSync(join(root, 'native/sources.json'), 'utf8')) as Record<
  'addon' | 'addonMinGW' | 'mingw' | 'virtual' | 'portable' | 'plain',
  string[]
>;

const onDisk = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cc'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();

test('native/sources.json lists every source file, and no other', () => {
  const listed = new Set([...lists.addon, ...lists.addonMinGW, ...lists.mingw, ...lists.virtual]);
  expect([...listed].sort()).toEqual(onDisk('native'));
  expect(lists.plain).toEqual(onDisk('bench/native'));
});

test('native/sources.json is sorted and names no file twice in a list', () => {
  for (const list of Object.values(lists)) expect(list).toEqual([...new Set(list)].sort());
});

test('a portable source is one that ships', () => {
  const shipped = [...lists.addon, ...lists.virtual];
  expect(shipped).toEqual(expect.arrayContaining(lists.portable));
});

test('the client and the virtual drive share no source file', () => {
  expect(lists.addon.filter((file) => lists.virtual.includes(file))).toEqual([]);
});
