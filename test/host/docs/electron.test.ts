import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const guide = readFileSync('docs/electron.md', 'utf8');
const excerpts = [...guide.matchAll(/^<!-- (examples\/\S+) -->\n\n```\w+\n(.*?)^```$/gms)].map(
  ([, file = '', code = '']) => [file, code] as const,
);

test('every piece of code in docs/electron.md says where it is from', () => {
  expect(excerpts).toHaveLength(guide.match(/^```\w+$/gm)?.length ?? 0);
});

// The formatter indents a piece by itself as it likes.
const inOneLine = (code: string): string => code.replace(/\s+/g, ' ').trim();

test.each(excerpts)('docs/electron.md shows %s as it is', (file, code) => {
  expect(inOneLine(readFileSync(file, 'utf8'))).toContain(inOneLine(code));
});

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

test("the example's lock file knows the package as it is, so that npm ci installs it", () => {
  const { version, dependencies } = json('package.json') as Record<string, unknown>;
  const { packages } = json('examples/electron/package-lock.json') as { packages: object };
  expect(packages).toHaveProperty(
    ['node_modules/imapi2'],
    expect.objectContaining({ version, dependencies }),
  );
});
