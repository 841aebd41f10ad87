import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newDisc, sectors, treeOnDisc } from '../support/disc';
import { cli, json } from '../support/command-line';
import { scratch } from '../support/scratch';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

function photos(): string {
  const folder = join(scratch(), 'photos');
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(folder, 'one.txt'), 'one');
  writeFileSync(join(folder, 'sub', 'two.bin'), Buffer.alloc(100_000, 2));
  return folder;
}

const blank = (disc: string): string => `${disc},media=dvd+rw,sectors=${sectors}`;

describe('imapi2 update', () => {
  test('records a first session, then only what changed, and plan says so before', async () => {
    const disc = newDisc();
    const folder = photos();
    const first = await json('update', '--virtual', blank(disc), folder, '--volume-name', 'PHOTOS');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.end).toMatchObject({
      command: 'update',
      plan: { mode: 'whole' },
      added: { files: 2, directories: 1 },
      report: { mode: 'whole', verified: 'ranges' },
    });
    const added = join(folder, 'three.txt');
    writeFileSync(added, 'three');

    const map = join(scratch(), 'map.svg');
    const wanted = [`${added}=/new/`, '--remove', '/photos/one.txt'];
    const planned = await json('plan', '--virtual', disc, ...wanted, '--map', map);
    expect(planned).toMatchObject({ code: 0, end: { plan: { mode: 'modified' }, map } });
    expect(readFileSync(map, 'utf8')).toMatch(/^<svg .*new session.*anchors/s);

    const dry = await json('update', '--virtual', disc, ...wanted, '--dry-run');
    expect(dry).toMatchObject({ code: 0, end: { dryRun: true, report: null } });
    expect(await treeOnDisc(disc)).toEqual([
      '/photos/',
      '/photos/one.txt',
      '/photos/sub/',
      '/photos/sub/two.bin',
    ]);

    const second = await json('update', '--virtual', disc, ...wanted);
    expect(second.end).toMatchObject({
      dryRun: false,
      plan: { ranges: (planned.end['plan'] as { ranges: unknown }).ranges },
      report: { mode: 'modified', verified: 'ranges' },
      journal: `${disc}.journal`,
    });
    expect(existsSync(`${disc}.journal`)).toBe(false);
    const fractions = second.lines
      .filter(({ type }) => type === 'progress')
      .map(({ burn }) => (burn as { fraction: number } | null)?.fraction ?? 0);
    expect(fractions.at(-1)).toBe(1);
    expect(await treeOnDisc(disc)).toEqual([
      '/new/',
      '/new/three.txt',
      '/photos/',
      '/photos/sub/',
      '/photos/sub/two.bin',
    ]);
  });

  test('writes plain lines in a log, and draws a bar on a terminal', async () => {
    const folder = photos();
    const log = await cli(['update', '--virtual', blank(newDisc()), folder]);
    expect(log).toMatchObject({ code: 0, err: '' });
    expect(log.out).toMatch(/^ *100\.0 % +done$/m);
    expect(log.out).toContain('Verified: ranges.');
    expect(log.out).not.toContain('\r');
    expect(log.out).not.toContain('\u001b');
    const terminal = await cli(['update', '--virtual', blank(newDisc()), folder], 100);
    expect(terminal.code).toBe(0);
    expect(terminal.out).toContain('\u001b[');
    expect(terminal.out).toContain('█');
  });

  test('says what is wrong with the command line, and does nothing', async () => {
    const disc = newDisc();
    for (const args of [
      ['update', '--virtual', disc],
      ['update', '--virtual', disc, join(scratch(), 'missing')],
      ['update', '--virtual', `${disc},media=floppy`, '.'],
      ['update', '--virtual', disc, '--speed', 'warp', '.'],
    ]) {
      expect(await json(...args)).toMatchObject({ code: 2, end: { code: 'USAGE', exitCode: 2 } });
    }
  });
});
