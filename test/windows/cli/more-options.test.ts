import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MediaType } from 'imapi2';

import { newDisc, openDisc, recordedDisc, sectors, treeOnDisc } from '../support/disc';
import { cli, json } from '../support/command-line';
import { scratch } from '../support/scratch';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(120_000);

/** With `sub/two.txt` and `one.txt` in it. */
let folder: string;
beforeAll(() => {
  folder = join(scratch(), 'photos');
  mkdirSync(join(folder, 'sub'), { recursive: true });
  writeFileSync(join(folder, 'one.txt'), 'one');
  writeFileSync(join(folder, 'sub', 'two.txt'), 'two');
});

const small = (disc: string, media = 'dvd+rw'): string =>
  `${disc},media=${media},sectors=${sectors}`;

/** Commands that only look make no disc, and neither does an erase. */
async function blank(disc: string, media: MediaType): Promise<void> {
  await (await openDisc(disc, { media })).imapi.close();
}

describe('imapi2 image', () => {
  test('makes what its options say, and nothing where it is only to say what it would', async () => {
    const iso = join(scratch(), 'out.iso');
    const shape = ['--media', 'bd-re', '--file-systems', 'udf', '--udf-revision', '2.01'];
    const args = ['image', iso, `${folder}/`, ...shape, '--volume-name', 'SHAPED'];
    expect(await json(...args, '--dry-run')).toMatchObject({
      code: 0,
      end: { dryRun: true, path: iso, added: { files: 2, directories: 1 } },
    });
    expect(existsSync(iso)).toBe(false);
    expect((await cli([...args, '--dry-run'])).out).toContain(`Would be ${iso}: 2 files, `);
    const made = await cli([...args, '--images', 'virtual', '--skip-unreadable']);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain(`Made ${iso}: 2 files, `);
    expect(existsSync(iso)).toBe(true);
  });
});

describe('imapi2 update', () => {
  test('adds session after session to a write-once disc, until it is closed', async () => {
    const disc = newDisc();
    const first = await json('update', '--virtual', small(disc, 'dvd+r'), folder);
    expect(first).toMatchObject({ code: 0, end: { report: { mode: 'whole' }, journal: null } });
    const how = ['--into', 'later', '--speed', 'max'];
    for (const close of [[], ['--close']])
      expect(await json('update', '--virtual', disc, folder, ...how, ...close)).toMatchObject({
        code: 0,
        end: { report: { mode: 'whole' } },
      });
    const { code, end } = await json('update', '--virtual', disc, folder, '--speed', '1385');
    expect({ code, end }).toMatchObject({ code: 1, end: { type: 'error', discState: null } });
  });

  test('keeps no journal where it is told to keep none', async () => {
    const disc = await recordedDisc();
    const args = ['--volume-name', 'OTHER', '--no-journal', '--skip-unreadable'];
    expect(await json('update', '--virtual', disc, folder, ...args)).toMatchObject({
      code: 0,
      end: { journal: null, report: { mode: 'modified' } },
    });
    expect(await json('ls', '--virtual', disc)).toMatchObject({ end: { volumeName: 'OTHER' } });
  });
});

describe('imapi2 plan', () => {
  test('draws the disc in the terminal and into a file, and writes nothing', async () => {
    const disc = await recordedDisc();
    const before = await treeOnDisc(disc);
    const map = join(scratch(), 'map.svg');
    const drawn = await cli(['plan', '--virtual', disc, folder, '--ascii', '--map', map]);
    expect(drawn).toMatchObject({ code: 0, err: '' });
    expect(drawn.out).toMatch(/^[oA]+#+\.+$/m);
    expect(drawn.out).toContain(`The picture is in ${map}`);
    const { out } = await cli(['plan', '--virtual', disc, folder]);
    expect(out).toMatch(/▒+▲+/);
    expect(out).not.toContain('The picture');
    expect(await treeOnDisc(disc)).toEqual(before);
  });
});

describe('imapi2 burn', () => {
  test('records paths on a blank disc, and says in words what it would do and did', async () => {
    const disc = newDisc();
    const paths = [`${folder}/`, '--volume-name', 'BURNED', '--skip-unreadable'];
    const dry = await cli(['burn', '--virtual', small(disc), ...paths, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/To record: .*, 2 files\nNothing was written: --dry-run\.\n$/);
    // Nothing is there to be overwritten, so nobody is asked.
    const done = await cli(['burn', '--virtual', disc, ...paths, '--overwrite', '--eject']);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('Verified: ranges.');
    const again = ['burn', '--virtual', disc, ...paths, '--overwrite', '--dry-run'];
    expect((await cli(again)).out).toContain('What the disc holds would be lost.');
  });

  test('is refused where there is nothing to burn', async () => {
    const disc = small(newDisc());
    for (const paths of [[], [join(scratch(), 'missing.iso')]])
      expect(await json('burn', '--virtual', disc, ...paths)).toMatchObject({
        code: 2,
        end: { code: 'USAGE' },
      });
  });
});

describe('imapi2 verify', () => {
  test('compares folders, and says in words what is not as it should be', async () => {
    const disc = newDisc();
    expect(await cli(['update', '--virtual', small(disc), folder])).toMatchObject({ code: 0 });
    expect(await cli(['verify', '--virtual', disc, folder])).toEqual({
      code: 0,
      out: 'The same: 2 files.\n',
      err: '',
    });
    expect(await cli(['verify', '--virtual', disc, `${folder}/`, '--into', '/photos'])).toEqual(
      expect.objectContaining({ code: 0 }),
    );
    const one = join(folder, 'one.txt');
    const { code, out } = await cli([
      'verify',
      '--virtual',
      disc,
      `${one}=/photos/sub`,
      `${one}=/photos/sub/two.txt`,
      `${folder}=/elsewhere`,
    ]);
    expect(code).toBe(6);
    expect(out.split('\n')).toEqual([
      '/photos/sub is a folder here and a file there',
      '/photos/sub/two.txt has other content on the disc',
      '/elsewhere is not on the disc',
      '/elsewhere/one.txt is not on the disc',
      '/elsewhere/sub is not on the disc',
      '/elsewhere/sub/two.txt is not on the disc',
      'Not the same. Compared: 4 files.',
      '',
    ]);
  });

  test('finds what of an image does not fit on the disc', async () => {
    const disc = await recordedDisc();
    const iso = join(scratch(), 'large.iso');
    writeFileSync(iso, Buffer.alloc((sectors + 2) * 2048 - 100, 1));
    const { code, out } = await cli(['verify', '--virtual', disc, iso]);
    expect(code).toBe(6);
    expect(out).toContain(`Differs: 0 … ${sectors + 1}\n`);
    expect(out).toContain('Not the same. Compared: 16,386 sectors.');
  });
});

describe('imapi2 erase', () => {
  test('asks for nothing where nothing is lost, and tells how far it is', async () => {
    const disc = newDisc();
    await blank(disc, 'dvd+rw');
    const dry = await cli(['erase', '--virtual', disc, '--dry-run']);
    expect(dry.out).toBe('The disc is blank already.\nNothing was erased: --dry-run.\n');
    expect(await cli(['erase', '--virtual', disc])).toMatchObject({ code: 0 });
    expect(await cli(['update', '--virtual', disc, folder])).toMatchObject({ code: 0 });
    const lost = await json('erase', '--virtual', disc, '--full', '--dry-run');
    expect(lost).toMatchObject({ code: 0, end: { dryRun: true, full: true } });
    const full = await json('erase', '--virtual', `${disc},speed=8000`, '--full', '--yes');
    expect(full).toMatchObject({ code: 0, end: { full: true, dryRun: false } });
    const told = full.lines.filter(({ type }) => type === 'progress');
    expect(told.length).toBeGreaterThan(0);
    for (const { fraction } of told) expect(fraction).not.toBe(1);
  });
});

describe('imapi2 ls', () => {
  test('lists a folder, with all that is in it where it is told to', async () => {
    const disc = await recordedDisc();
    const flat = await cli(['ls', '--virtual', disc, '/folder']);
    expect(flat.out).toMatch(/\/folder\/deep\/\n"TEST_DISC": 1 entry, /);
    const deep = await cli(['ls', '--virtual', disc, '/folder', '-r']);
    expect(deep.out).toContain('/folder/deep/file.bin\n"TEST_DISC": 2 entries, ');
  });
});

describe('imapi2 doctor --write-test', () => {
  test('finds out nothing from a disc that is not rewritable', async () => {
    const disc = newDisc();
    await blank(disc, 'dvd+r');
    const virtual = ['--virtual', disc, '--images', 'virtual'];
    const { code, end } = await json('doctor', ...virtual, '--write-test');
    expect(code).toBe(0);
    const { questions } = end['report'] as { questions: { id: string; answer: string }[] };
    expect(questions.find(({ id }) => id === 'order-obeyed')).toMatchObject({
      outcome: 'not-possible',
      answer: 'The disc, a dvd+r, is not rewritable.',
    });
  });

  test('records on a blank disc without asking where the answer was given before', async () => {
    const disc = newDisc();
    await blank(disc, 'dvd+rw');
    const { code, out } = await cli(['doctor', '--virtual', disc, '--write-test', '--yes']);
    expect(code).toBe(0);
    expect(out).toContain('Write test: a first session on the blank disc.');
    expect(out).toContain('yes (the virtual drive, not Windows): IDiscFormat2Data::Write gave');
    expect((await treeOnDisc(disc)).join()).toContain('/imapi2-doctor/append-');
  });
});
