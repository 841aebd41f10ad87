import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expectExtracted, madeDisc, testWith } from './made-disc';

/**
 * A disc of two sessions, one behind the other, as programs read it that know nothing of ours. A drive tells them where
 * the last session starts; a file can't. udfinfo takes that as a number. 7-Zip looks for an anchor at sector 256 and
 * nowhere else, so it gets a copy that ends with the last session and has that session's own anchor there.
 */

const bytesPerSector = 2048;
const with7z = testWith('7z', ['i']);
const withUdfinfo = testWith('udfinfo', ['--help']);

describe.each(['cd-r', 'dvd+r', 'bd-r'])('a %s with two sessions', (media) => {
  const made = madeDisc(media);

  with7z('gives 7-Zip every file of both sessions, by the anchor in its last sector', () => {
    const { disc, folder, last } = made;
    const image = join(folder, 'last-session.iso');
    const bytes = readFileSync(disc).subarray(0, (last + 1) * bytesPerSector);
    // The same pointers under a tag with that location (ECMA-167 3/7.2).
    const anchor = bytes.subarray(last * bytesPerSector);
    anchor.copy(bytes, 256 * bytesPerSector);
    const tag = bytes.subarray(256 * bytesPerSector, 256 * bytesPerSector + 16);
    tag.writeUInt32LE(256, 12);
    tag[4] = 0;
    tag[4] = tag.reduce((sum, byte) => sum + byte, 0) & 0xff;
    writeFileSync(image, bytes);
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
