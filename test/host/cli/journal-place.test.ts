import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { chosenJournal, journalPlace } from '#lib/cli/journal-place';
import { virtualTarget, type Target } from '#lib/cli/target';

const drive: Target = { kind: 'system', drive: 'E:' };
const id = '\\\\?\\IDE#CdRomFake_Burner#1&2';
const before = process.env['LOCALAPPDATA'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-journal-'));
  process.env['LOCALAPPDATA'] = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env['LOCALAPPDATA'];
  else process.env['LOCALAPPDATA'] = before;
  rmSync(folder, { recursive: true });
});

describe('the journal of a burn', () => {
  test('lies beside a virtual disc', () => {
    expect(chosenJournal(virtualTarget('my.disc'), id, true)).toBe(resolve('my.disc.journal'));
  });

  test('of a drive lies in a folder of the user’s that is made, by the drive’s id', () => {
    const place = chosenJournal(drive, id, undefined);
    expect(place).toBe(join(folder, 'imapi2', 'journals', 'ide-cdromfake-burner-1-2.journal'));
    expect(existsSync(join(folder, 'imapi2', 'journals'))).toBe(true);
    expect(journalPlace(drive, id)).toBe(place);
  });

  test('has a place where the system names none', () => {
    delete process.env['LOCALAPPDATA'];
    expect(journalPlace(drive, 'x')).toBe(
      join(homedir(), 'AppData', 'Local', 'imapi2', 'journals', 'x.journal'),
    );
  });

  test('lies where it was asked for, or is not kept', () => {
    expect(chosenJournal(drive, id, 'here.journal')).toBe(resolve('here.journal'));
    expect(chosenJournal(drive, id, false)).toBeNull();
    expect(existsSync(join(folder, 'imapi2'))).toBe(false);
  });
});
