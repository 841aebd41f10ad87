import { expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const guide = readFileSync('docs/electron.md', 'utf8');
const excerpts = [...guide.matchAll(/^<!-- (examples\/\S+) -->\n\n```\w+\n(.*?)^```$/gms)].map(
  ([, file = '', code = '']) => [file, code] as const,
);

// The formatter indents a piece by itself as it likes.
const inOneLine = (code: string): string => code.replace(/\s+/g, ' ').trim();

test('every piece of code in docs/electron.md says where it is from', () => {
  const code = guide.match(/^```(?!sh)\w+$/gm) ?? [];
  expect(excerpts).toHaveLength(code.length);
});

test('the program to begin with is there whole', () => {
  const files = readdirSync('examples/electron-minimal').filter((name) => !name.endsWith('.json'));
  const whole = excerpts.filter(
    ([file, code]) => inOneLine(readFileSync(file, 'utf8')) === inOneLine(code),
  );
  expect(whole.map(([file]) => file)).toEqual(
    expect.arrayContaining(files.map((name) => `examples/electron-minimal/${name}`)),
  );
});

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

test('the configuration of Forge with Vite packages the bundles and imapi2, and no other package', () => {
  const { packagerConfig } = jest.requireActual<{
    packagerConfig: { ignore: (file: string) => boolean };
  }>(resolve('examples/electron-vite/forge.config.js'));
  const kept = ['', '/.vite', '/.vite/build/burner.js', '/package.json', '/node_modules'];
  kept.push('/node_modules/imapi2', '/node_modules/imapi2/prebuilds/win32-x64/imapi2.node');
  const left = ['/src', '/src/main.js', '/node_modules/imapi2-else', '/node_modules/vite/a.js'];
  expect([...kept, ...left].filter((file) => packagerConfig.ignore(file))).toEqual(left);
});
