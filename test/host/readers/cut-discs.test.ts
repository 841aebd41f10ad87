import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { testIf } from '../../jest/test-if';
import type { CutDisc, Manifest } from './cut-discs';

/** Discs of burns whose power was cut, as 7-Zip reads them, which knows nothing of ours. */

const canMake = process.platform !== 'win32';
const with7z = testIf(canMake && spawnSync('7z', ['i']).error === undefined, '7z is not here');

/** Every file with the hash of its content; null where 7-Zip finds no archive. */
function extracted(folder: string, file: string): [string, string][] | null {
  const target = join(folder, 'extracted');
  rmSync(target, { recursive: true, force: true });
  const run = spawnSync('7z', ['x', '-y', `-o${target}`, join(folder, file)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  // 1: with warnings, about data behind the end.
  if (run.status !== 0 && run.status !== 1) return null;
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name);
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [`/${relative(target, path)}`, hash];
    })
    .sort();
}

describe.each(['dvd+rw', 'bd-re'])(
  'a %s cut after every sector of its commit ranges, and after every 41st before them',
  (media) => {
    let folder = '';
    let manifest: Manifest = { old: [], fresh: [], discs: [] };

    beforeAll(() => {
      if (!canMake) return;
      folder = mkdtempSync(join(tmpdir(), 'imapi2-cuts-'));
      const file = join(folder, 'manifest.json');
      const script = join('build', 'test', 'host', 'readers', 'cut-discs.js');
      const made = spawnSync(process.execPath, ['scripts/win.js', script, folder, media, file], {
        encoding: 'utf8',
      });
      expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
      manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    }, 180_000);
    afterAll(() => {
      if (folder !== '') rmSync(folder, { recursive: true, force: true });
    });

    with7z(
      'gives 7-Zip the old files before the commit, and the new ones after resumeBurn',
      () => {
        const { old, fresh, discs } = manifest;
        expect(discs.length).toBeGreaterThan(60);
        const wrong = (kind: string, { name }: CutDisc, found: unknown): object[] => [
          { kind, name, found },
        ];
        const same = (found: unknown, tree: unknown): boolean =>
          JSON.stringify(found) === JSON.stringify(tree);
        const mistakes = discs.flatMap((disc) => {
          const before = extracted(folder, disc.before);
          // A torn anchor promises nothing until the burn has been resumed.
          const allowed = disc.inCommit ? [old, fresh] : [old];
          const promised = !disc.inCommit || !disc.torn;
          if (promised && !allowed.some((tree) => same(before, tree)))
            return wrong('before', disc, before);
          const after = extracted(folder, disc.after);
          const expected = disc.state === 'complete' ? fresh : old;
          return same(after, expected) ? [] : wrong('after', disc, after);
        });
        expect(mistakes).toEqual([]);
        expect(discs.filter(({ state }) => state === 'complete').length).toBeGreaterThan(30);
        expect(discs.filter(({ state }) => state !== 'complete').length).toBeGreaterThan(10);
      },
      120_000,
    );
  },
);
