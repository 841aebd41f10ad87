import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expectExtracted, madeDisc, testWith } from './made-disc';

/**
 * A disc of ISO 9660 and Joliet with a second session that refers to the files of the first, as programs read it that know
 * nothing of ours. A drive tells them where the last session starts; of a file they take it as a number.
 */

const withXorriso = testWith('xorriso', ['-version']);
const withIsoinfo = testWith('isoinfo', ['-version']);

const run = (program: string, args: readonly string[]): { status: number | null; out: string } => {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', env });
  return { status, out: stdout };
};

describe.each(['cd-r', 'dvd+r'])('a %s with two sessions of ISO 9660 and Joliet', (media) => {
  const made = madeDisc(media, { fileSystems: 'iso9660,joliet' });

  withXorriso('gives xorriso every file of both sessions, with its content', () => {
    const target = join(made.folder, 'extracted');
    const load = ['-load', 'sbsector', String(made.first), '-indev', `stdio:${made.disc}`];
    const extract = ['-osirrox', 'on', '-extract', '/', target];
    expect(run('xorriso', ['-abort_on', 'FAILURE', ...load, ...extract]).status).toBe(0);
    run('chmod', ['-R', 'u+w', target]);
    expectExtracted(target, made.expected);
  });

  withIsoinfo(
    'gives isoinfo the volume and its names, old files where the first session put them',
    () => {
      const { disc, first, last } = made;
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
