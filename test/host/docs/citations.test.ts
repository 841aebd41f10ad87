import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comments cite docs/imapi2.md by its headings, which nobody would think of when a heading changes. */

const sources = ['lib', 'native', 'test/native', 'test/windows'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(cc|h|ts)$/.test(name))
    .map((name) => join(folder, name)),
);
const cited = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8').replace(/\n\s*(\/\/|\*) /g, ' ');
  return [...text.matchAll(/docs\/imapi2\.md, ([^)]+)\)/g)].map(([, heading = '']) => heading);
});

test('what comments cite of docs/imapi2.md is there', () => {
  const guide = readFileSync('docs/imapi2.md', 'utf8');
  const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(cited.length).toBeGreaterThan(20);
  expect(cited.filter((heading) => !headings.includes(heading))).toEqual([]);
});
