import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { runInWine } from '../run-in-wine';
import type { Told } from './fill-disk';

/** A disk without room, which is a file system of eight megabytes in memory: the system says so, and no fault of ours. */

const folder = mkdtempSync(join(tmpdir(), 'imapi2-full-'));
const small = join(folder, 'small');
mkdirSync(small);
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small]).status === 0;
const it = testIf(mounted, 'no small file system can be mounted here (it takes root, on Linux)');

describe('a disk that is full', () => {
  let told: Told;
  beforeAll(() => {
    if (!mounted) return;
    runInWine('full-disk/fill-disk.js', small, folder);
    told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8')) as Told;
  }, 120_000);
  afterAll(() => {
    if (mounted) spawnSync('umount', [small]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends saveAs with a sentence, leaves what was there, and gives its room back', () => {
    const { save, left, old, smaller } = told;
    expect(save.code).toBe('ERR_FILE_WRITE');
    expect(save.message).toMatch(/image\.iso: .*(full|space).*\. Choose another place\./i);
    expect(left).toEqual(['image.iso']);
    expect(old).toBe('what was there before');
    expect(smaller).toBe('success');
  });

  it('ends a burn before it begins where its journal has no room, and leaves no piece of one', () => {
    const { journal, begun, leftOfJournal } = told;
    expect(journal.code).toBe('ERR_JOURNAL_WRITE');
    expect(journal.message).toContain('burn.journal');
    expect(begun).toBe(false);
    expect(leftOfJournal).toEqual([]);
  });
});
