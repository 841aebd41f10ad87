import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { testIf } from '../../jest/test-if';

/**
 * A disc of ISO 9660 and Joliet with a second session that refers to the files of the first, as programs read it that know
 * nothing of ours. A drive tells them where the last session starts; of a file they take it as a number.
 */

const has = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args).error === undefined;
const canMake = process.platform !== 'win32';
const withXorriso = testIf(canMake && has('xorriso', ['-version']), 'xorriso is not here');
const withIsoinfo = testIf(canMake && has('isoinfo', ['-version']), 'isoinfo is not here');

const run = (program: string, args: readonly string[]): { status: number | null; out: string } => {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', env });
  return { status, out: stdout };
};

describe.each(['cd-r', 'dvd+r'])('a %s with two sessions of ISO 9660 and Joliet', (media) => {
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
    const args = ['scripts/win.js', script, disc, media, manifest, session, 'iso9660,joliet'];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
    expected = JSON.parse(readFileSync(manifest, 'utf8')) as [string, string][];
    [first, last] = JSON.parse(readFileSync(session, 'utf8')) as [number, number];
  }, 240_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  withXorriso('gives xorriso every file of both sessions, with its content', () => {
    const target = join(folder, 'extracted');
    const load = ['-load', 'sbsector', String(first), '-indev', `stdio:${disc}`];
    const extract = ['-osirrox', 'on', '-extract', '/', target];
    expect(run('xorriso', ['-abort_on', 'FAILURE', ...load, ...extract]).status).toBe(0);
    run('chmod', ['-R', 'u+w', target]);
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

  withIsoinfo(
    'gives isoinfo the volume and its names, old files where the first session put them',
    () => {
      const at = ['-T', String(first), '-i', disc];
      expect(run('isoinfo', ['-d', ...at]).out).toMatch(
        new RegExp(
          `Volume id: READERS\\n[^]*Volume size is: ${String(last - first + 1)}\\nJoliet with UCS level 3`,
        ),
      );
      const { status, out } = run('isoinfo', ['-J', '-l', ...at]);
      expect(status).toBe(0);
      const sectorOf = (name: string): number =>
        Number(new RegExp(`\\[ *(\\d+) \\d\\d\\] +${name};1 *$`, 'm').exec(out)?.[1]);
      expect(sectorOf('large.bin')).toBeLessThan(first);
      expect(sectorOf('added.bin')).toBeGreaterThan(first);
      expect(out).not.toContain('goes.txt');
    },
  );
});
