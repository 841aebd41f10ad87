import { describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { firstSession, newDisc, recordedDisc, sectors, treeOnDisc } from '../support/disc';
import { cli, json } from '../support/command-line';
import { scratch } from '../support/scratch';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

describe('image, burn and verify', () => {
  test('make an .iso, record it, and find that the disc holds it, and later that it does not', async () => {
    const folder = scratch();
    const iso = join(folder, 'out.iso');
    writeFileSync(join(folder, 'a.txt'), 'a');
    const made = await json('image', iso, join(folder, 'a.txt'), '--volume-name', 'MADE');
    expect(made).toMatchObject({ code: 0, end: { command: 'image', added: { files: 1 } } });

    const disc = newDisc();
    const burned = await json('burn', '--virtual', `${disc},sectors=${sectors}`, iso);
    expect(burned).toMatchObject({ code: 0, end: { image: iso, report: { mode: 'whole' } } });
    expect(await json('verify', '--virtual', disc, iso)).toMatchObject({
      code: 0,
      end: { same: true, mismatches: [] },
    });

    const changed = readFileSync(iso);
    changed.writeUInt8(changed.readUInt8(2048 * 40) ^ 1, 2048 * 40);
    writeFileSync(iso, changed);
    expect(await json('verify', '--virtual', disc, iso)).toMatchObject({
      code: 6,
      end: { same: false, mismatches: [{ startLba: 40, endLba: 40 }] },
    });
  });

  test('compare files with what the sectors of the disc hold', async () => {
    const disc = await recordedDisc();
    const folder = scratch();
    const arguments_: string[] = [];
    for (const [path, data] of Object.entries(firstSession)) {
      const file = join(folder, path.replaceAll('/', '-'));
      writeFileSync(file, data);
      arguments_.push(`${file}=${path}`);
    }
    expect(await json('verify', '--virtual', disc, ...arguments_)).toMatchObject({
      code: 0,
      end: { same: true, files: 5, differences: [] },
    });
    writeFileSync(join(folder, '-changes.txt'), 'as it XXX');
    writeFileSync(join(folder, '-goes.txt'), 'another size');
    const differs = await json(
      'verify',
      '--virtual',
      disc,
      ...arguments_,
      `${join(folder, '-goes.txt')}=/nowhere.txt`,
    );
    expect(differs).toMatchObject({
      code: 6,
      end: {
        differences: [
          { path: '/changes.txt', what: 'content' },
          { path: '/goes.txt', what: 'size' },
          { path: '/nowhere.txt', what: 'missing' },
        ],
      },
    });
  });
});

describe('what destroys data', () => {
  test('is not done without a yes, where there is nobody to ask', async () => {
    const disc = await recordedDisc();
    const before = await treeOnDisc(disc);
    const file = join(scratch(), 'new.txt');
    writeFileSync(file, 'new');
    for (const args of [
      ['burn', '--virtual', disc, file, '--overwrite'],
      ['erase', '--virtual', disc],
    ]) {
      expect(await json(...args)).toMatchObject({ code: 5, end: { code: 'NOT_CONFIRMED' } });
      expect(await cli(args)).toMatchObject({ code: 5 });
    }
    expect(await json('burn', '--virtual', disc, file)).toMatchObject({
      code: 5,
      end: { code: 'NOT_CONFIRMED', message: expect.stringContaining('--overwrite') },
    });
    expect(await treeOnDisc(disc)).toEqual(before);

    const dry = await json('burn', '--virtual', disc, file, '--overwrite', '--dry-run');
    expect(dry).toMatchObject({ code: 0, end: { dryRun: true, overwrites: true } });
    expect(await json('burn', '--virtual', disc, file, '--overwrite', '--yes')).toMatchObject({
      code: 0,
      end: { overwrites: true },
    });
    expect(await treeOnDisc(disc)).toEqual(['/new.txt']);

    expect(await json('erase', '--virtual', disc, '--yes')).toMatchObject({
      code: 0,
      end: { command: 'erase', full: false, dryRun: false },
    });
    expect(await json('info', '--virtual', disc)).toMatchObject({
      end: { media: { blank: true } },
    });
  });
});
