import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { copyForLastSession } from './last-session';
import { expectExtracted, madeDisc, testWith } from './made-disc';

/**
 * A disc of two sessions, one behind the other, as programs read it that know nothing of ours. A drive tells them where
 * the last session starts; a file can't. udfinfo takes that as a number, and 7-Zip a copy made for it.
 */

const with7z = testWith('7z', ['i']);
const withUdfinfo = testWith('udfinfo', ['--help']);

describe.each(['cd-r', 'dvd+r', 'bd-r'])('a %s with two sessions', (media) => {
  const made = madeDisc(media);

  with7z('gives 7-Zip every file of both sessions, by the anchor in its last sector', () => {
    const { disc, folder, last } = made;
    const image = join(folder, 'last-session.iso');
    copyForLastSession(disc, last, image);
    const target = join(folder, 'extracted');
    const run = spawnSync('7z', ['x', '-y', `-o${target}`, image], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect({ errors: run.stderr, out: run.stdout }).toMatchObject({ errors: '' });
    expectExtracted(target, made.expected);
  });

  withUdfinfo('is accepted by udfinfo, told where the session starts and ends', () => {
    const { disc, expected, first, last } = made;
    const where = [`--startblock=${String(first)}`, `--lastblock=${String(last)}`];
    const run = spawnSync('udfinfo', [...where, disc], { encoding: 'utf8' });
    expect(run.status).toBe(0);
    const remarks = run.stderr.split('\n').filter((line) => /warning|error/i.test(line));
    const unexpected = remarks.filter(
      (line) => !/Partition Space overlaps|Second Anchor/.test(line),
    );
    expect(unexpected).toEqual([]);
    expect(run.stdout).toContain('label=READERS');
    expect(run.stdout).toContain(`numfiles=${String(expected.length)}\n`);
  });
});
