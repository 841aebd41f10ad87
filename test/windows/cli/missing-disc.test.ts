import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cli, json } from '../support/command-line';
import { newDisc, sectors, treeOnDisc } from '../support/disc';
import { scratch } from '../support/scratch';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

function someFile(): string {
  const file = join(scratch(), 'a.txt');
  writeFileSync(file, 'a');
  return file;
}

const standIns = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('imapi2-blank-'));

describe('a disc file that is not there', () => {
  test.each([
    ['devices'],
    ['info'],
    ['ls'],
    ['verify', someFile()],
    ['resume'],
    ['erase', '--yes'],
    ['eject'],
    ['close-tray'],
  ])('is not made by %s', async (command, ...more) => {
    const disc = newDisc();
    expect(await json(command, '--virtual', disc, ...more)).toMatchObject({
      code: 4,
      end: { type: 'error', code: 'NO_DISC_FILE', message: expect.stringContaining(disc) },
    });
    expect(readdirSync(dirname(disc))).toEqual([]);
  });

  test.each([
    ['update'],
    ['update', '/no/such/file'],
    ['update', someFile(), '--speed', 'warp'],
    ['burn'],
    ['burn', '/no/such.iso'],
    ['burn', someFile(), '--speed', 'warp'],
    ['plan', someFile(), '--speed', 'warp'],
  ])('is not made by a wrong command line: %s %s %s', async (command, ...more) => {
    const disc = newDisc();
    expect(await json(command, '--virtual', disc, ...more)).toMatchObject({
      code: 2,
      end: { code: 'USAGE' },
    });
    expect(readdirSync(dirname(disc))).toEqual([]);
  });

  test('is stood in for by a blank one where nothing is to be written', async () => {
    const disc = newDisc();
    const before = standIns();
    const virtual = ['--virtual', `${disc},sectors=${sectors}`, someFile()] as const;
    expect(await json('plan', ...virtual)).toMatchObject({
      code: 0,
      end: { plan: { mode: 'whole' } },
    });
    for (const command of ['update', 'burn'])
      expect(await json(command, ...virtual, '--dry-run')).toMatchObject({
        code: 0,
        end: { dryRun: true, report: null },
      });
    expect((await cli(['plan', ...virtual])).out).toContain(
      `There is no disc file ${disc} yet. A blank disc stands in for it.`,
    );
    expect(readdirSync(dirname(disc))).toEqual([]);
    expect(standIns()).toEqual(before);
  });

  test('is made by update, as its settings say, and the journal goes beside it', async () => {
    const disc = newDisc();
    const folder = join(scratch(), 'folder');
    mkdirSync(folder);
    const spec = `${disc},sectors=${sectors},media=dvd-ram`;
    expect(await json('update', '--virtual', spec, folder)).toMatchObject({ code: 0 });
    expect(existsSync(disc)).toBe(true);
    expect(await json('info', '--virtual', disc)).toMatchObject({
      end: { media: { type: 'dvd-ram', totalSectors: sectors } },
    });
    expect(await treeOnDisc(disc)).toEqual(['/folder/']);
  });
});
