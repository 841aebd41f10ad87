import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { patience, size } from '../../windows/endurance/size';
import { canMake, runInWine } from '../run-in-wine';
import type { Told } from './make-many-files';

jest.setTimeout(patience);

/** So many files on one disc, half of them from folders of a hundred by addTree, half of them in one folder by add. */
const count = size(1200, 100_000);

const it = testIf(canMake, 'the disc is made under Wine');
const with7z = testIf(canMake && spawnSync('7z', ['i']).error === undefined, '7z is not here');

describe(`a disc of ${count} files, of which two have changed and two are gone,`, () => {
  const folders = count / 200;
  let folder = '';
  let told: Told;
  beforeAll(() => {
    if (!canMake) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-many-'));
    for (let index = 0; index < count / 2; index++) {
      const place = join(folder, 'source', `folder ${Math.floor(index / 100)}`);
      if (index % 100 === 0) mkdirSync(place, { recursive: true });
      writeFileSync(join(place, `file ${index % 100}.txt`), `tree ${index}`);
    }
    runInWine('readers/make-many-files.js', folder, String(count / 2));
    told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as Told;
  });
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it('has each of them, and its second session is the two and the folders', () => {
    const { added, firstFiles, files, directories, blocks, imageBlocks } = told;
    expect(added).toEqual({ files: count / 2, directories: folders });
    expect(firstFiles).toBe(count);
    expect(files).toBe(count - 2);
    expect(directories).toBe(folders + 2);
    // A directory is written anew where something in it changed; nothing else is.
    expect(blocks).toBeLessThan(imageBlocks / 2);
  });

  with7z('has them to 7-Zip too, under their names and with their content', () => {
    const disc = join(folder, 'many.disc');
    const listed = spawnSync('7z', ['l', disc], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
    expect(listed).toContain(` ${count - 2} files, ${folders + 2} folders\n`);
    const contentOf = (path: string): string =>
      spawnSync('7z', ['e', '-so', disc, path], { encoding: 'utf8' }).stdout;
    const last = count / 2 - 1;
    expect(contentOf(`flat/file ${last}.txt`)).toBe(`flat ${last}`);
    expect(contentOf(`tree/folder ${folders - 1}/file 99.txt`)).toBe(`tree ${last}`);
    expect(contentOf('flat/file 7.txt')).toBe('changed');
    expect(contentOf('tree/folder 0/file 7.txt')).toBe('changed');
    expect(listed).not.toContain('flat/file 8.txt');
  });
});
