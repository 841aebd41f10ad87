import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { testIf } from '../../jest/test-if';

/** A disc of two sessions, as programs read it that know nothing of ours. */

const has = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args).error === undefined;
const canMake = process.platform !== 'win32';
const with7z = testIf(canMake && has('7z', ['i']), '7z is not here');
const withUdfinfo = testIf(canMake && has('udfinfo', ['--help']), 'udfinfo is not here');

/** What the layout of IMAPI2's multisession discs makes udfinfo remark, and nothing else. */
const allowedRemarks = [/Partition Space overlaps/, /Second and third Anchor.* not found/];

/** What 7-Zip says under `ERRORS:` and `WARNINGS:`, up to the table that follows. */
function complaints(output: string): string[] {
  const sections = output.matchAll(/^(?:ERRORS?|WARNINGS?):\s*\n((?:(?!\S.* = ).+\n)+)/gm);
  return [...new Set([...sections].flatMap(([, text = '']) => text.trim().split('\n')))];
}

describe.each(['dvd+rw', 'bd-re'])('a %s with two sessions', (media) => {
  let folder = '';
  let disc = '';
  let expected: readonly (readonly [string, string])[] = [];

  beforeAll(() => {
    if (!canMake) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-readers-'));
    disc = join(folder, 'two-sessions.disc');
    const manifest = join(folder, 'manifest.json');
    const script = join('build', 'test', 'host', 'readers', 'make-disc.js');
    const made = spawnSync(process.execPath, ['scripts/win.js', script, disc, media, manifest], {
      encoding: 'utf8',
    });
    expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
    expected = JSON.parse(readFileSync(manifest, 'utf8')) as [string, string][];
  }, 120_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  with7z(
    'gives 7-Zip every file of both sessions with its content, and no file that was removed',
    () => {
      const target = join(folder, 'extracted');
      const run = spawnSync('7z', ['x', '-y', `-o${target}`, disc], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      expect({ status: run.status, errors: run.stderr }).toMatchObject({ errors: '' });
      // 1: with warnings. The disc file goes on after the last session, which is the one remark that is allowed.
      expect([0, 1]).toContain(run.status);
      expect(complaints(run.stdout)).toEqual(['There are data after the end of archive']);

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
    },
  );

  withUdfinfo('is accepted by udfinfo, with no other remarks than its layout must cause', () => {
    const run = spawnSync('udfinfo', [disc], { encoding: 'utf8' });
    expect(run.status).toBe(0);
    const remarks = run.stderr.split('\n').filter((line) => /warning|error/i.test(line));
    expect(remarks.filter((line) => !allowedRemarks.some((allowed) => allowed.test(line)))).toEqual(
      [],
    );
    expect(run.stdout).toContain('label=READERS');
  });
});
