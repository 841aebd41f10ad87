import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { journalFor, makeJournalFolder } from '#lib/cli/journal-place';
import type { BurnPlan } from 'imapi2';

let folder: string;
const before = process.env['LOCALAPPDATA'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imapi2-cli-'));
  process.env['LOCALAPPDATA'] = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env['LOCALAPPDATA'];
  else process.env['LOCALAPPDATA'] = before;
  rmSync(folder, { recursive: true });
});

const anchored = { mode: 'modified', commitRanges: 2 } as BurnPlan;
const drive = { kind: 'system', drive: 'E:' } as const;
const place = (plan: BurnPlan, option: string | boolean): string | null =>
  journalFor(plan, drive, '\\\\?\\cdrom#Ven_X&1#{Guid}', option);

test('a journal has a place of its own for each drive, whose folder is made for a burn and not before', () => {
  const journal = place(anchored, true);
  expect(journal).toBe(join(folder, 'imapi2', 'journals', 'cdrom-ven-x-1-guid.journal'));
  expect(readdirSync(folder)).toEqual([]);
  makeJournalFolder(journal ?? '');
  expect(existsSync(dirname(journal ?? ''))).toBe(true);
});

test('a journal is where it was said, and none is kept where that was said or none could help', () => {
  expect(place(anchored, 'my.journal')).toBe(resolve('my.journal'));
  expect(place(anchored, false)).toBeNull();
  expect(place({ ...anchored, commitRanges: null }, true)).toBeNull();
});
