import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

import { testIf } from '../../jest/test-if';
import { readPe } from './pe-file';

/** What is in the tarball: everything that is promised, and nothing else. */

const packed = process.env['IMAPI2_TEST_PACKED'] ?? '';
const project = dirname(dirname(packed));
const release = process.env['IMAPI2_TEST_RELEASE'] === '1';
const { nativeFiles } = createRequire(__filename)(
  join(process.cwd(), 'scripts', 'package', 'native-files.js'),
) as { nativeFiles: readonly string[] };

/** A clone on Windows builds for x64 with MSVC, to be tested only: the binaries for x64 that ship are MinGW's. */
const shipped = !readPe(join(packed, 'prebuilds', 'win32-x64', 'imapi2.node')).linkedByMicrosoft;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const manifest = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(packed, file)).size, 0);

function expected(arch: readonly string[]): string[] {
  const compiled = filesIn(join(process.cwd(), 'lib'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `dist/${file.slice(0, -3)}.js`);
  const native = arch.flatMap((it) => nativeFiles.map((file) => `prebuilds/win32-${it}/${file}`));
  const face = ['dist/index.mjs', 'dist/index.d.mts'];
  const guide = ['docs/command-line.md', 'docs/command-line.schema.json'];
  const papers = ['LICENSE', 'README.md', 'package.json', ...guide];
  return [...compiled, ...typesFrom('dist/index.d.ts'), ...face, ...native, ...papers].sort();
}

/** Declarations that a program can come by: this file, and what it imports. */
function typesFrom(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(join(packed, file), 'utf8');
  for (const [, imported = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g))
    typesFrom(join(dirname(file), imported).split(sep).join('/').replace(/js$/, 'd.ts'), known);
  return known;
}

describe('the tarball', () => {
  test('holds the compiled library, the binaries for x64, and its papers; nothing else', () => {
    const files = filesIn(packed).filter((file) => !file.startsWith('prebuilds/win32-arm64/'));
    expect(files.sort()).toEqual(expected(['x64']));
  });

  testIf(release, 'the binaries for arm64 are made by the release workflow')(
    'holds the binaries for arm64 as well',
    () => {
      expect(filesIn(packed).sort()).toEqual(expected(['x64', 'arm64']));
    },
  );

  testIf(shipped, 'the binaries for x64 are those of MSVC, which do not ship')(
    'is under 2 MB unpacked, with the binaries of one processor',
    () => {
      const files = filesIn(packed);
      for (const other of ['arm64', 'x64']) {
        expect(
          bytesOf(files.filter((it) => !it.startsWith(`prebuilds/win32-${other}/`))),
        ).toBeLessThan(2e6);
      }
    },
  );

  testIf(release, 'the binaries for arm64 are made by the release workflow')(
    'is under 3.6 MB unpacked, with the binaries of both processors',
    () => {
      expect(bytesOf(filesIn(packed))).toBeLessThan(3.6e6);
    },
  );

  test('gives npm and @electron/rebuild nothing to build, and nothing to run at install', () => {
    expect(filesIn(packed).filter((file) => /\.(gypi?|cc|h|cmake)$/.test(file))).toEqual([]);
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
    expect(hooks.filter((hook) => hook in manifest.scripts)).toEqual([]);
    const lock = readFileSync(join(project, 'node_modules', '.package-lock.json'), 'utf8');
    expect(lock).not.toContain('hasInstallScript');
    expect(filesIn(project).filter((file) => file.includes('build/Release'))).toEqual([]);
  });

  test('brings no other package than those of its command line', () => {
    const brought = { ...manifest.dependencies, ...manifest.optionalDependencies };
    expect(Object.keys(brought).sort()).toEqual(['cli-progress', 'commander']);
    const users = filesIn(join(packed, 'dist')).filter((file) =>
      /require\("(commander|cli-progress)"\)/.test(
        readFileSync(join(packed, 'dist', file), 'utf8'),
      ),
    );
    expect(users.filter((file) => !file.startsWith('cli/'))).toEqual([]);
    const library = readFileSync(join(packed, 'dist', 'index.js'), 'utf8');
    expect(library).not.toContain('./cli/');
  });
});
