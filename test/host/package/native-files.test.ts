import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { readPe } from './pe-file';

/** What the binaries of the package ask of Windows and of Node, read from the files themselves. */

const prebuilds = join(process.env['IMAPI2_TEST_PACKED'] ?? '', 'prebuilds');
const machines: Readonly<Record<string, number>> = { x64: 0x8664, arm64: 0xaa64 };
const present = existsSync(prebuilds) ? readdirSync(prebuilds) : [];
const files = present.flatMap((folder) =>
  readdirSync(join(prebuilds, folder))
    .filter((name) => name.endsWith('.node'))
    .map((name) => ({ folder, name, file: join(prebuilds, folder, name) })),
);
const addons = files.filter(({ name }) => name === 'imapi2.node');

/** Every function of each version of Node-API, by Node's own list. */
const { symbols } = createRequire(__filename)('node-api-headers') as {
  symbols: Readonly<
    Record<string, { js_native_api_symbols: string[]; node_api_symbols: string[] } | undefined>
  >;
};
const manifest = JSON.parse(readFileSync(join(prebuilds, '..', 'package.json'), 'utf8')) as {
  binary: { napi_versions: number[] };
};
const [napiVersion = 0] = manifest.binary.napi_versions;

/** What Node looks for in the addon, and not the other way round. */
const answered = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

/**
 * MSVC's linker lists delayed imports in the header; GNU's does not, and native/addon/node_api_binding.cc binds them. In
 * both cases the names lie in the file, each between zeros, and nothing else there looks like them.
 */
function namesAskedOfNode(file: string): Set<string> {
  const text = readFileSync(file, 'latin1');
  const lying = [...text.matchAll(/\0((?:napi|node_api)_[a-z0-9_]+)(?=\0)/g)];
  const names = lying.flatMap(([, name]) => name ?? []);
  const listed = readPe(file).delayImports.get('node.exe') ?? [];
  return new Set([...names, ...listed].filter((name) => !answered.includes(name)));
}

test('the addon is there', () => {
  expect(addons.length).toBeGreaterThan(0);
});

describe.each(files)('$folder/$name', ({ folder, file }) => {
  const pe = readPe(file);

  test('is for the processor that its folder names', () => {
    expect(pe.machine).toBe(machines[folder.replace('win32-', '')]);
  });

  test('is loaded anywhere in the address space, and runs no data', () => {
    const HIGH_ENTROPY_VA = 0x20;
    const DYNAMIC_BASE = 0x40;
    const NX_COMPAT = 0x100;
    const wanted = HIGH_ENTROPY_VA | DYNAMIC_BASE | NX_COMPAT;
    expect(pe.dllCharacteristics & wanted).toBe(wanted);
  });

  test('is made by MSVC for arm64, where MinGW makes nothing', () => {
    expect(folder !== 'win32-arm64' || pe.linkedByMicrosoft).toBe(true);
  });

  testIf(pe.linkedByMicrosoft, 'GCC has no Control Flow Guard for Windows')(
    'has its indirect calls checked',
    () => {
      const GUARD_CF = 0x4000;
      expect(pe.dllCharacteristics & GUARD_CF).toBe(GUARD_CF);
    },
  );

  test('imports only libraries that every Windows has in System32', () => {
    const windows = /^(kernel32|user32|advapi32|ole32|oleaut32|shell32|msvcrt|bcrypt|ntdll)\.dll$/;
    const universal = /^api-ms-win-[a-z0-9-]+\.dll$/;
    const foreign = [...pe.imports.keys()].filter((it) => !windows.test(it) && !universal.test(it));
    expect(foreign).toEqual([]);
  });
});

describe.each(addons)('$folder/$name', ({ file }) => {
  test(`asks Node for nothing beyond Node-API ${napiVersion}`, () => {
    const known = symbols[`v${napiVersion}`];
    const allowed = new Set([
      ...(known?.js_native_api_symbols ?? []),
      ...(known?.node_api_symbols ?? []),
    ]);
    const asked = [...namesAskedOfNode(file)];
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !allowed.has(name))).toEqual([]);
  });

  test('is not bound to a program by the name node.exe: the import is a delayed one', () => {
    expect([...readPe(file).imports.keys()]).not.toContain('node.exe');
  });
});
