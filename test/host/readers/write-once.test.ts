import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { testIf } from '../../jest/test-if';

/**
 * A disc of two sessions, one behind the other, as programs read it that know nothing of ours. A drive tells them where
 * the last session starts; a file can't. udfinfo takes that as a number. 7-Zip looks for an anchor at sector 256 and
 * nowhere else, so it gets a copy that ends with the last session and has that session's own anchor there.
 */

const bytesPerSector = 2048;
const has = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args).error === undefined;
const canMake = process.platform !== 'win32';
const with7z = testIf(canMake && has('7z', ['i']), '7z is not here');
const withUdfinfo = testIf(canMake && has('udfinfo', ['--help']), 'udfinfo is not here');

describe.each(['cd-r', 'dvd+r', 'bd-r'])('a %s with two sessions', (media) => {
  let folder = '';
  let disc = '';
  let expected: readonly (readonly [string, string])[] = [];
  let [first, last] = [0, 0];

  beforeAll(() => {
    if (!canMake) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-readers-'));
    disc = join(folder, 'two-sessions.disc');
    const manifest = join(folder, 'manifest.json');
    const session = join(folder, 'session.json');
    const script = join('build', 'test', 'host', 'readers', 'make-disc.js');
    const args = ['scripts/win.js', script, disc, media, manifest, session];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
    expected = JSON.parse(readFileSync(manifest, 'utf8')) as [string, string][];
    [first, last] = JSON.parse(readFileSync(session, 'utf8')) as [number, number];
  }, 120_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  with7z('gives 7-Zip every file of both sessions, by the anchor in its last sector', () => {
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
    const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const found = files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(target, file).replaceAll(sep, '/')}`;
      return [path, createHash('sha256').update(readFileSync(file)).digest('hex')];
    });
    expect(found.sort()).toEqual(expected);
    expect(found.length).toBeGreaterThan(300);
  });

  withUdfinfo('is accepted by udfinfo, told where the session starts and ends', () => {
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
