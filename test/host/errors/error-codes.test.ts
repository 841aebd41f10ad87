import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ownErrors } from '#lib/errors/codes';
import { advice } from '#lib/errors/messages';

function sources(folder: string, pattern: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

const codes = Object.keys(ownErrors).sort();

/** The rows of the tables of codes: the code, what it means, what to do. */
const rows = [
  ...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm),
].map(([, code = '', meaning, help]) => ({ code, meaning, help }));

test('docs/errors.md lists every code of ours with its meaning, and no other', () => {
  const own = rows.filter(({ code }) => code.startsWith('ERR_'));
  expect(own.map(({ code, meaning }) => [code, meaning])).toEqual(Object.entries(ownErrors));
});

test('it says what to do as the message of the error says it', () => {
  const said = Object.entries(advice);
  expect(said.length).toBeGreaterThan(10);
  expect(rows.filter(({ code }) => code in advice).map(({ code, help }) => [code, help])).toEqual(
    expect.arrayContaining(said),
  );
});

test('the addon reports no code that the library does not know', () => {
  const used = sources('native', /\.(cc|h)$/).flatMap((text) => text.match(/"ERR_\w+"/g) ?? []);
  expect(used.length).toBeGreaterThan(0);
  expect([...new Set(used)].filter((code) => !codes.includes(code.slice(1, -1)))).toEqual([]);
});

test('no code is there that nothing reports', () => {
  const texts = [
    ...sources('native', /\.(cc|h)$/),
    ...sources('lib', /(?<!codes|messages)\.ts$/),
  ].join('\n');
  expect(codes.filter((code) => !texts.includes(code))).toEqual([]);
});
