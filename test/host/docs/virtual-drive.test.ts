import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { compiler } from '../contract/facts';
import { projectPrefix, runInWine, whyNoWine, windowsPath } from '../late-bound/wine';

/** The switches as native/virtual/session/switch_table.cc has them: each name with its values, the default first. */
function switchesOfSource(): [string, string[]][] {
  const source = readFileSync('native/virtual/session/switch_table.cc', 'utf8').replaceAll(
    /\/\/.*/g,
    '',
  );
  const rows = [...source.matchAll(/\{"([\w-]+)",\s*((?:"[^"]*"\s*)+)\}/g)];
  return rows.map(([, name = '', values = '']) => [name, values.match(/[^\s"]+/g) ?? []]);
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

  const manifest = join(
    process.env['IMAPI2_TEST_PACKED'] ?? '',
    'prebuilds',
    'win32-x64',
    'imapi2-virtual.manifest',
  );
  const missing =
    whyNoWine() ??
    (spawnSync(compiler, ['--version']).error === undefined
      ? null
      : 'the MinGW compiler is not installed');

  testIf(missing === null, missing ?? '')(
    'has a piece of C++ that compiles, and finds the virtual drive without registration',
    () => {
      const text = readFileSync('docs/virtual-drive.md', 'utf8');
      const [, code = ''] = /^```cpp\n(.*?)^```$/ms.exec(text) ?? [];
      const there = JSON.stringify(windowsPath(manifest));
      // What stands for the program's own work is the least that a client of COM does.
      const own = `
        CLSID id = {};
        IDispatch* object = nullptr;
        if (FAILED(CLSIDFromProgID(L"IMAPI2.MsftDiscMaster2", &id))) return 1;
        if (FAILED(CoCreateInstance(id, nullptr, CLSCTX_INPROC_SERVER, IID_IDispatch,
                                    reinterpret_cast<void**>(&object)))) return 2;
        object->Release();`;
      const piece = code
        .replace('"C:\\\\app\\\\imapi2-virtual.manifest"', there)
        .replace('// CLSIDFromProgID, CoCreateInstance …', own);
      expect(piece).toContain(there);
      expect(piece).toContain(own);
      const folder = mkdtempSync(join(tmpdir(), 'imapi2-docs-'));
      try {
        const [source, program] = [join(folder, 'piece.cc'), join(folder, 'piece.exe')];
        writeFileSync(
          source,
          `#include <windows.h>\n#include <ole2.h>\nint main() {\nCoInitialize(nullptr);\n${piece}\nreturn 0;\n}\n`,
        );
        const libraries = ['-static', '-lole32', '-luuid'];
        const made = spawnSync(compiler, ['-std=c++20', source, '-o', program, ...libraries]);
        expect(made.stderr.toString()).toBe('');
        const log = join(folder, 'log.txt');
        expect(runInWine(projectPrefix, log, [program]).status).toBe(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
