import { afterAll, beforeAll, expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { testIf } from '../../jest/test-if';
import { canMake, runInWine } from '../run-in-wine';

const has = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args).error === undefined;

/** A test that asks a program that nobody here wrote; skipped where it isn't installed. `args`: with which it just ends. */
export const testWith = (program: string, args: readonly string[]): ReturnType<typeof testIf> =>
  testIf(canMake && has(program, args), `${program} is not here`);

/** Path from the root on, with `/`, and SHA-256. */
export type Files = readonly (readonly [path: string, sha256: string])[];

export interface MadeDisc {
  /** Of this disc's own, and gone after the tests. */
  folder: string;
  disc: string;
  expected: Files;
  /** The last session's sectors, of media that are written one session after the other. */
  first: number;
  last: number;
}

/**
 * A disc with two sessions, made by make-disc.ts before the tests of a `describe` run.
 * @param rewritable the second session's modified blocks are recorded, and no more
 * @param fileSystems with commas; `udf` if not given
 */
export function madeDisc(
  media: string,
  { rewritable = false, fileSystems }: { rewritable?: boolean; fileSystems?: string } = {},
): MadeDisc {
  const made: MadeDisc = { folder: '', disc: '', expected: [], first: 0, last: 0 };
  beforeAll(() => {
    if (!canMake) return;
    made.folder = mkdtempSync(join(tmpdir(), 'imapi2-readers-'));
    made.disc = join(made.folder, 'two-sessions.disc');
    const manifest = join(made.folder, 'manifest.json');
    const session = join(made.folder, 'session.json');
    const args = [made.disc, media, manifest];
    if (!rewritable) args.push(session);
    if (fileSystems !== undefined) args.push(fileSystems);
    runInWine('readers/make-disc.js', ...args);
    made.expected = JSON.parse(readFileSync(manifest, 'utf8')) as Files;
    if (rewritable) return;
    [made.first, made.last] = JSON.parse(readFileSync(session, 'utf8')) as [number, number];
  }, 240_000);
  afterAll(() => {
    if (made.folder !== '') rmSync(made.folder, { recursive: true, force: true });
  });
  return made;
}

/** What a reader has extracted is every file, and nothing else. */
export function expectExtracted(folder: string, expected: Files): void {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(folder, file).replaceAll(sep, '/')}`;
      return [path, createHash('sha256').update(readFileSync(file)).digest('hex')];
    });
  expect(found.sort()).toEqual(expected);
  expect(found.length).toBeGreaterThan(300);
}
