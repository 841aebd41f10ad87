import { describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expectExtracted, madeDisc, testWith } from './made-disc';

/** A disc of two sessions, as programs read it that know nothing of ours. */

const with7z = testWith('7z', ['i']);
const withUdfinfo = testWith('udfinfo', ['--help']);

/** What the layout of IMAPI2's multisession discs makes udfinfo remark, and nothing else. */
const allowedRemarks = [/Partition Space overlaps/, /Second and third Anchor.* not found/];

/** What 7-Zip says under `ERRORS:` and `WARNINGS:`, up to the table that follows. */
function complaints(output: string): string[] {
  const sections = output.matchAll(/^(?:ERRORS?|WARNINGS?):\s*\n((?:(?!\S.* = ).+\n)+)/gm);
  return [...new Set([...sections].flatMap(([, text = '']) => text.trim().split('\n')))];
}

describe.each(['dvd+rw', 'bd-re'])('a %s with two sessions', (media) => {
  const made = madeDisc(media, { rewritable: true });

  with7z(
    'gives 7-Zip every file of both sessions with its content, and no file that was removed',
    () => {
      const target = join(made.folder, 'extracted');
      const run = spawnSync('7z', ['x', '-y', `-o${target}`, made.disc], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      expect({ status: run.status, errors: run.stderr }).toMatchObject({ errors: '' });
      // 1: with warnings. The disc file goes on after the last session, which is the one remark that is allowed.
      expect([0, 1]).toContain(run.status);
      expect(complaints(run.stdout)).toEqual(['There are data after the end of archive']);

      expectExtracted(target, made.expected);
    },
  );

  withUdfinfo('is accepted by udfinfo, with no other remarks than its layout must cause', () => {
    const run = spawnSync('udfinfo', [made.disc], { encoding: 'utf8' });
    expect(run.status).toBe(0);
    const remarks = run.stderr.split('\n').filter((line) => /warning|error/i.test(line));
    expect(remarks.filter((line) => !allowedRemarks.some((allowed) => allowed.test(line)))).toEqual(
      [],
    );
    expect(run.stdout).toContain('label=READERS');
  });
});
