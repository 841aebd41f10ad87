import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

/** The switches as native/virtual/session/switch_table.cc has them: each name with its values, the default first. */
function switchesOfSource(): [string, string[]][] {
  const source = readFileSync('native/virtual/session/switch_table.cc', 'utf8').replaceAll(
    /\/\/.*/g,
    '',
  );
  const rows = [...source.matchAll(/\{"([\w-]+)",\s*\{((?:"[^"]*",?\s*)+)\},/g)];
  return rows.map(([, name = '', values = '']) => [name, values.match(/[^\s",]+/g) ?? []]);
}

function switchesOfDocs(): [string, string[]][] {
  const rows =
    readFileSync('docs/virtual-drive.md', 'utf8').split('<!-- switches')[1]?.split('\n') ?? [];
  const cells = rows
    .filter((row) => row.startsWith('| `'))
    .map((row) => row.split('|').slice(1, 3));
  return cells.map(([name = '', values = '']) => {
    const named = (text: string): string[] =>
      [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
    return [named(name)[0] ?? '', named(values)];
  });
}

describe('docs/virtual-drive.md', () => {
  test('lists every switch with its values, and no other', () => {
    expect(switchesOfSource().length).toBeGreaterThan(5);
    expect(switchesOfDocs()).toEqual(switchesOfSource());
  });
});
