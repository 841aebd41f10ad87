import { describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { burnModified, type Fault } from 'imapi2';

import { prepareAppend, recordedDisc, treeOnDisc } from '../support/disc';
import { driveIsGivenUp } from '../support/nothing-alive';
import { scratch } from '../support/scratch';
import { sectorsOf } from '../support/sectors';
import { examplesOf } from './examples';

jest.setTimeout(120_000);

interface Example {
  readonly code: string;
  /** What adding a session ends with: an error's code, or `success`. */
  readonly end: string;
  readonly discState: string;
}

/** The rows of the table of examples: the fault, how a burn that meets it ends, and what it says about the disc. */
function examples(): Example[] {
  const text = readFileSync('docs/virtual-drive.md', 'utf8').split('<!-- faults')[1] ?? '';
  const table = text.slice(0, text.indexOf('\n## '));
  return [...table.matchAll(/^\| `(\{.*\})` +\| `(\w+)` +\| `?([\w-]+)`? +\|/gm)].map(
    ([, code = '', end = '', discState = '']) => ({ code, end, discState }),
  );
}

/** What a failure says; one that is no BurnError came before the burn had begun. */
function endOf(error: unknown): { end: string; discState: string } {
  const { code, discState } = error as { code: string; discState?: string };
  return { end: code, discState: discState ?? 'unchanged' };
}

const firstTree = [
  '/changes.txt',
  '/empty.txt',
  '/folder/',
  '/folder/deep/',
  '/folder/deep/file.bin',
  '/goes.txt',
  '/stays.bin',
];

test('docs/virtual-drive.md has an example of every kind of fault', () => {
  const kinds = readFileSync('lib/virtual/judge-faults.ts', 'utf8')
    .split('effects: Readonly<Record<FaultKind, number>> = {')[1]
    ?.split('};')[0]
    ?.match(/[a-z-]+(?='?: \d)/g);
  expect(kinds?.length).toBeGreaterThan(9);
  const shown = examples().map(({ code }) => code);
  expect(kinds?.filter((kind) => !shown.some((code) => code.includes(`fail: '${kind}'`)))).toEqual(
    [],
  );
});

test('and one of a slow drive, of a tray that was closed, and of an erase that counts anew', () => {
  const programs = examplesOf('docs/virtual-drive.md').join('');
  expect(programs).toMatch(/speed: \d+/);
  expect(programs).toContain("'tray-close': 'becoming-ready'");
  expect(programs).toContain("'erase-progress': 'backward'");
});

describe('adding a session to a disc, with the fault', () => {
  test.each(examples().map((example) => [example.code, example] as const))(
    '%s',
    async (_, { code, end, discState }) => {
      const disc = await recordedDisc();
      const before = sectorsOf(disc);
      // Another disc with the same files: only its volume's times and identifiers differ.
      const other = await recordedDisc();
      const otherBefore = sectorsOf(other);
      const fault = runInThisContext(`(${code})`) as Fault;
      const faults = [fault.disc === undefined ? fault : { ...fault, disc: other }];

      const seen = await prepareAppend(disc, { faults })
        .then(async ({ imapi, recorder, result }) => {
          const burn = burnModified(recorder, result, { cancelTimeout: 300 });
          if (fault.fail === 'hang') {
            const write = 'calls:IDiscFormat2Data::Write';
            while ((await imapi.virtual?.counter(write)) !== 1) expect(burn.state).toBe('running');
            burn.cancel();
            driveIsGivenUp();
          }
          const state = await burn.then(() => ({ end: 'success', discState: 'complete' }), endOf);
          // Given back in every ending; what another program holds is not ours to give.
          expect(await recorder.exclusiveOwner().catch(() => null)).toBe(
            fault.fail === 'lock' && fault.attempts === undefined ? 'Other program' : null,
          );
          await imapi.close();
          return state;
        })
        .catch(endOf);
      expect(seen).toEqual({ end, discState });

      // What the error says of the disc is so.
      const copy = join(scratch(), 'copy.disc');
      copyFileSync(disc, copy);
      if (discState === 'unchanged') expect(sectorsOf(disc).equals(before)).toBe(true);
      if (discState === 'old-session-valid') expect(await treeOnDisc(copy)).toEqual(firstTree);
      if (end === 'success') expect(await treeOnDisc(copy)).toContain('/new/added.bin');
      expect(sectorsOf(other).equals(otherBefore)).toBe(true);
    },
  );
});
