import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UdfFiles } from '#lib/cli/disc-files/udf-files';
import { sourcesOf } from '#lib/cli/sources';
import { compareFiles } from '#lib/cli/verify/compare-files';

import { failureOf } from '../../jest/failure-of';
import { fakeContext } from '../fakes/fake-context';
import { fileEntry, folderOf, identifier, udfDisc } from './disc-files/udf-disc';

const disc = udfDisc({
  1: folderOf(identifier('one.txt', 2), identifier('sub', 3)),
  2: fileEntry({ bytes: 3, how: 3, descriptors: Buffer.from('one') }),
  3: folderOf(),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-compare-'));
  writeFileSync(join(folder, 'one.txt'), 'one');
  mkdirSync(join(folder, 'sub'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function compared(...paths: readonly string[]): ReturnType<typeof compareFiles> {
  return compareFiles(fakeContext(), await UdfFiles.open(disc), await sourcesOf(paths, undefined));
}

test('files and folders that are on the disc as they are here do not differ', async () => {
  expect(await compared(`${folder}/`)).toEqual({ files: 1, sectors: 1, differences: [] });
});

test('what differs is named with how it does', async () => {
  const one = join(folder, 'one.txt');
  writeFileSync(one, 'two');
  const { differences } = await compared(one, `${one}=/sub`, `${one}=/gone`, `${folder}=/one.txt`);
  expect(differences.map(({ path, what }) => [path, what])).toEqual([
    ['/one.txt', 'content'],
    ['/sub', 'kind'],
    ['/gone', 'missing'],
    ['/one.txt', 'kind'],
    ['/one.txt/one.txt', 'missing'],
    ['/one.txt/sub', 'missing'],
  ]);
  writeFileSync(one, 'longer');
  expect((await compared(one)).differences).toMatchObject([{ what: 'size' }]);
});

test('what cannot be read here ends the comparison', async () => {
  symlinkSync(folder, join(folder, 'circle'), 'junction');
  expect(await failureOf(compared(folder))).toMatchObject({ code: 'ERR_NOT_A_FILE' });
});
