import { describe, expect, jest, test } from '@jest/globals';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as burning from '#lib/burn/burn-modified';
import { driveReport } from '#lib/cli/doctor/drive-report';
import * as opening from '#lib/open';
import { burnModified } from 'imapi2';

import { failureOf } from '../../jest/failure-of';
import { cli, json } from '../support/command-line';
import { newDisc, prepareAppend, recordedDisc, sectors, treeOnDisc } from '../support/disc';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(120_000);

function someFile(name = 'a.txt', content: string | Buffer = 'a'): string {
  const file = join(scratch(), name);
  writeFileSync(file, content);
  return file;
}

const blank = (media = 'dvd+rw'): string => `${newDisc()},media=${media},sectors=${sectors}`;
const fileOf = (spec: string): string => spec.split(',')[0] ?? '';

describe('where files go', () => {
  test.each(['update', 'burn'])('--into and --volume-name of %s', async (command) => {
    const spec = blank();
    const args = [command, '--virtual', spec, someFile(), '--into', 'new/deep'];
    expect(await json(...args, '--volume-name', 'NAMED')).toMatchObject({ code: 0 });
    expect(await treeOnDisc(fileOf(spec))).toEqual(['/new/', '/new/deep/', '/new/deep/a.txt']);
    expect(await json('ls', '--virtual', fileOf(spec))).toMatchObject({
      end: { volumeName: 'NAMED' },
    });
  });

  test('--into of verify', async () => {
    const spec = blank();
    const file = someFile();
    await json('update', '--virtual', spec, file, '--into', '/new');
    const verify = ['verify', '--virtual', fileOf(spec), file];
    expect(await json(...verify, '--into', '/new')).toMatchObject({ code: 0, end: { files: 1 } });
    expect(await json(...verify)).toMatchObject({ code: 6 });
  });

  test('--skip-unreadable leaves out what cannot be read, and says so', async () => {
    const folder = join(scratch(), 'folder');
    mkdirSync(folder);
    writeFileSync(join(folder, 'fine.txt'), 'fine');
    const held = join(folder, 'held.txt');
    writeFileSync(held, 'held');
    // Whoever reads a source lets others read it, and nobody write to it.
    const holding = openSync(held, 'r+');
    const spec = blank();
    const args = ['update', '--virtual', spec, folder];
    expect(await json(...args)).toMatchObject({ code: 1, end: { type: 'error' } });
    const { code, end, lines } = await json(...args, '--skip-unreadable');
    closeSync(holding);
    expect({ code, end }).toMatchObject({
      code: 0,
      end: { added: { files: 1, skipped: [{ code: 'ERR_SOURCE_UNREADABLE' }] } },
    });
    expect(lines).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        message: expect.stringMatching(/^Left out: /) as unknown,
      }),
    );
    expect(await treeOnDisc(fileOf(spec))).toEqual(['/folder/', '/folder/fine.txt']);
  });

  test.each([
    ['burn', '--remove', '/a.txt'],
    ['image', '--remove', '/a.txt'],
    ['burn', '--into', '/x'],
    ['burn', '--volume-name', 'X'],
    ['burn', '--skip-unreadable'],
    ['verify', '--into', '/x'],
    ['eject', '--images', 'virtual'],
  ])('%s refuses %s where it would be nothing but ignored', async (command, ...option) => {
    const iso = someFile('some.iso', Buffer.alloc(4096));
    const first = command === 'image' ? ['out.iso'] : ['--virtual', await recordedDisc()];
    expect(await json(command, ...first, iso, ...option)).toMatchObject({
      code: 2,
      end: { code: 'USAGE' },
    });
  });
});

describe('how it is burned', () => {
  test.each(['update', 'burn'])('--close of %s ends a write-once disc', async (command) => {
    const spec = blank('dvd+r');
    const args = [command, '--virtual', spec, someFile(), '--close'];
    expect(await json(...args)).toMatchObject({ code: 0 });
    expect(await json('info', '--virtual', fileOf(spec))).toMatchObject({
      end: { media: { states: expect.arrayContaining(['finalized']) } },
    });
  });

  test.each(['update', 'burn'])('--eject of %s opens the tray in the end', async (command) => {
    // A virtual drive is gone with the command, so it is looked at just before.
    const original = opening.open;
    let tray = 'closed';
    const open = jest.spyOn(opening, 'open').mockImplementation(async (options) => {
      const imapi = await original(options);
      const close = imapi.close.bind(imapi);
      imapi.close = async (): Promise<void> => {
        for (const drive of await imapi.recorders())
          if ((await driveReport(imapi, drive)).media === null) tray = 'open';
        return close();
      };
      return imapi;
    });
    const ran = await json(command, '--virtual', blank(), someFile(), '--eject').finally(() =>
      open.mockRestore(),
    );
    expect(ran).toMatchObject({ code: 0, end: { report: { verified: 'ranges' } } });
    expect(tray).toBe('open');
  });

  test.each(['none', 'quick', 'full', 'ranges'])('--verify %s', async (how) => {
    expect(await json('update', '--virtual', blank(), someFile(), '--verify', how)).toMatchObject({
      code: 0,
      end: { report: { verified: how } },
    });
  });

  test('--speed is what a plan reckons with, and what a burn asks the drive for', async () => {
    const disc = await recordedDisc();
    const file = someFile('large.bin', Buffer.alloc(400_000, 1));
    const timeAt = async (speed: string): Promise<number> => {
      const { end } = await json('plan', '--virtual', disc, file, '--speed', speed);
      return (end['plan'] as { estimatedTime: number }).estimatedTime;
    };
    const [slow, fast] = [await timeAt('100'), await timeAt('1000')];
    expect(slow / fast).toBeCloseTo(10);
    const { code, end } = await json('update', '--virtual', disc, file, '--speed', '1');
    expect({ code, end }).toMatchObject({
      code: 0,
      end: { report: { warnings: [expect.stringContaining('took another write speed')] } },
    });
    expect(await json('update', '--virtual', disc, someFile(), '--speed', 'max')).toMatchObject({
      code: 0,
      end: { report: { warnings: [] } },
    });
  });

  test('erase --full', async () => {
    const disc = await recordedDisc();
    expect(await json('erase', '--virtual', disc, '--full', '--yes')).toMatchObject({
      code: 0,
      end: { command: 'erase', full: true },
    });
    expect(
      readFileSync(disc)
        .subarray(0, 2048 * sectors)
        .every((byte) => byte === 0),
    ).toBe(true);
  });
});

/** Cut in the middle of the anchors, so that only a journal helps. */
async function cutDisc(journal: string): Promise<string> {
  const disc = await recordedDisc();
  const { imapi, result } = await prepareAppend(disc);
  const [session] = (await result.modifiedBlocks()) ?? [];
  await imapi.close();
  const length = (session?.endLba ?? 0) - (session?.startLba ?? 0) + 1;
  const cut = await prepareAppend(disc, {
    faults: [{ at: { sectorsWritten: length + 5 }, fail: 'torn-unit' }],
  });
  await failureOf(burnModified(cut.recorder, cut.result, { journal }));
  await cut.imapi.close();
  return disc;
}

describe('the journal', () => {
  test('of update is where --journal says, or nowhere with --no-journal', async () => {
    const disc = await recordedDisc();
    const journal = join(scratch(), 'burn.journal');
    expect(await json('update', '--virtual', disc, someFile(), '--journal', journal)).toMatchObject(
      { code: 0, end: { journal } },
    );
    expect(existsSync(journal)).toBe(false);
    expect(await json('update', '--virtual', disc, someFile(), '--no-journal')).toMatchObject({
      code: 0,
      end: { journal: null },
    });
    // What is there is not lost for a name that was chosen badly.
    const taken = someFile('taken.txt', 'taken');
    expect(await json('update', '--virtual', disc, someFile(), '--journal', taken)).toMatchObject({
      code: 1,
      end: { code: 'ERR_JOURNAL_EXISTS' },
    });
    expect(readFileSync(taken, 'utf8')).toBe('taken');
  });

  test('of another place is taken by resume, and one that is not there is good news', async () => {
    const journal = join(scratch(), 'burn.journal');
    const disc = await cutDisc(journal);
    const usual = await json('resume', '--virtual', disc);
    expect(usual).toMatchObject({
      code: 0,
      end: { journal: `${disc}.journal`, report: null },
    });
    const before = sectorsOf(disc);
    const dry = await json('resume', '--virtual', disc, journal, '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      end: { dryRun: true, report: { discState: 'commit-interrupted', blocksWritten: 0 } },
    });
    expect(sectorsOf(disc).equals(before)).toBe(true);
    expect((await cli(['resume', '--virtual', disc, journal, '--dry-run'])).out).toContain(
      'The burn was cut in its last part. To be recorded: 32 sectors.',
    );
    expect(await json('resume', '--virtual', disc, journal)).toMatchObject({
      code: 0,
      end: { dryRun: false, journal, report: { discState: 'complete', blocksPlanned: 32 } },
    });
    expect(await json('resume', '--virtual', disc, journal)).toMatchObject({
      code: 0,
      end: { report: null },
    });
    expect((await cli(['resume', '--virtual', disc])).out).toContain('Nothing needs finishing');
    expect(await treeOnDisc(disc)).toContain('/new/added.bin');
  });

  test('is kept by the demo too, where it appends to a disc that holds something', async () => {
    const disc = await recordedDisc();
    const { code } = await json('demo', '--disc', disc);
    expect(code).toBe(0);
    // Once more, and its burn is looked at: in the end a journal is gone.
    const burn = jest.spyOn(burning, 'burnModified');
    try {
      expect(await json('demo', '--disc', disc)).toMatchObject({ code: 0 });
      const journals = burn.mock.calls.map(([, , options]) => options?.journal);
      expect(journals).toEqual([`${disc}.journal`]);
    } finally {
      burn.mockRestore();
    }
  });
});

describe('demo', () => {
  test('asks before its files stay for good on a disc that can not be erased, and takes any virtual disc', async () => {
    const disc = join(scratch(), 'once.disc');
    const once = `${disc},media=dvd+r,sectors=20000`;
    expect(await json('demo', '--virtual', once)).toMatchObject({
      code: 5,
      end: { code: 'NOT_CONFIRMED' },
    });
    expect(await treeOnDisc(disc)).toEqual([]);
    const { code, end } = await json('demo', '--virtual', `${disc},speed=100000`, '--yes');
    expect({ code, end }).toMatchObject({ code: 0, end: { disc } });
    expect(await treeOnDisc(disc)).toContain('/imapi2-demo/');
  });
});

describe('image', () => {
  test('is of the file systems, the revision and for the medium that were asked for', async () => {
    const make = async (...options: string[]): Promise<Buffer> => {
      const iso = join(scratch(), 'out.iso');
      expect(await json('image', iso, someFile(), ...options)).toMatchObject({ code: 0 });
      return readFileSync(iso);
    };
    const has = (image: Buffer, id: string): boolean => image.subarray(0, 300 * 2048).includes(id);
    const udf = await make('--file-systems', 'udf', '--udf-revision', '1.02');
    expect(has(udf, 'CD001')).toBe(false);
    // UDF 2.1.5.3: the revision is the suffix of the domain's identifier.
    const domain = udf.indexOf('*OSTA UDF Compliant');
    expect(udf.readUInt16LE(domain + 23)).toBe(0x0102);
    const iso = await make('--file-systems', 'iso9660,joliet', '--media', 'cd-r');
    expect([has(iso, 'CD001'), has(iso, 'NSR')]).toEqual([true, false]);
  });

  test.each([
    ['--media', 'floppy'],
    ['--file-systems', 'udf,fat'],
    ['--udf-revision', 'two'],
  ])('refuses %s %s', async (...option) => {
    const iso = join(scratch(), 'out.iso');
    expect(await json('image', iso, someFile(), ...option)).toMatchObject({ code: 2 });
    expect(existsSync(iso)).toBe(false);
  });
});

test('plan --ascii draws with nothing else', async () => {
  const disc = await recordedDisc();
  const plan = ['plan', '--virtual', disc, someFile()];
  expect((await cli([...plan, '--ascii'])).out).toMatch(/^o+A+o+A+o+#+\.+$/m);
  expect((await cli(plan)).out).toMatch(/^▒+▲+▒+▲+▒+█+·+$/m);
});
