import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testIf } from '../../jest/test-if';
import {
  compiler,
  readClasses,
  readEnums,
  readInterfaces,
  whyNotComparable,
  widl,
  wineIdl,
} from './facts';

/**
 * The facts against what the compiler sees: widl's header is compiled with one static assertion for every IID, slot and
 * signature, so that neither our IDL nor a quirk of widl can move a method unnoticed. (idl.test.ts reads the IDL's text.)
 */

const root = process.cwd();
const missing = whyNotComparable();
const it = testIf(missing === null, missing ?? '');

/** `{0x27354130, 0x7F64, 0x5B0F, {0x8F, …}}` */
function guid(text: string): string {
  const [a = '', b = '', c = '', d = '', e = ''] = text.split('-');
  const tail = (d + e).match(/../g) ?? [];
  return `{0x${a}, 0x${b}, 0x${c}, {${tail.map((byte) => `0x${byte}`).join(', ')}}}`;
}

const includes = [
  '#include <cstddef>',
  '#include <type_traits>',
  '#include <windows.h>',
  '#include <ole2.h>',
  '#include <imapi2.h>',
  '#include <imapi2fs.h>',
];

/** A fixed array as a parameter is a pointer to its element. */
function parameterType(type: string): string {
  return type.replace(/\[\d+\]$/, ' *');
}

/** Offsets can be asked of C's view only: there an interface is a struct of function pointers. */
function slots(): string[] {
  const interfaces = readInterfaces();
  expect(interfaces).toHaveLength(51);
  const lines = ['#define CINTERFACE'];
  lines.push(...includes);
  for (const { name, next_slot, methods } of interfaces) {
    lines.push(
      `static_assert(sizeof(${name}Vtbl) == ${next_slot} * sizeof(void*), "slots of ${name}");`,
    );
    for (const method of methods) {
      const types = [`${name}*`, ...method.params.map(({ type }) => parameterType(type))];
      const what = `"${name}::${method.name}"`;
      lines.push(
        `static_assert(offsetof(${name}Vtbl, ${method.name}) == ${method.slot} * sizeof(void*), ${what});`,
        `static_assert(std::is_same_v<decltype(${name}Vtbl::${method.name}), ` +
          `HRESULT(STDMETHODCALLTYPE*)(${types.join(', ')})>, ${what});`,
      );
    }
  }
  return lines;
}

/** The rest is asked of C++'s view, which is what our own code uses. */
function identities(): string[] {
  const interfaces = readInterfaces();
  const { classes } = readClasses();
  const { enums, dispids } = readEnums();
  expect([classes.length, enums.length]).toEqual([29, 19]);

  const lines = [...includes];
  lines.push(
    'constexpr bool Same(const GUID& a, const GUID& b) {',
    '  for (int i = 0; i < 8; ++i) if (a.Data4[i] != b.Data4[i]) return false;',
    '  return a.Data1 == b.Data1 && a.Data2 == b.Data2 && a.Data3 == b.Data3;',
    '}',
  );
  for (const { name, iid, base } of interfaces) {
    lines.push(
      `static_assert(Same(__uuidof(${name}), GUID${guid(iid)}), "IID of ${name}");`,
      `static_assert(std::is_base_of_v<${base}, ${name}>, "base of ${name}");`,
    );
  }
  for (const { name, clsid } of classes) {
    lines.push(`static_assert(Same(__uuidof(${name}), GUID${guid(clsid)}), "CLSID of ${name}");`);
  }
  for (const { name, values } of enums) {
    lines.push(`static_assert(sizeof(${name}) == 4, "${name}");`);
    for (const value of values) {
      lines.push(
        `static_assert(static_cast<LONGLONG>(${value.name}) == ${value.value}LL, "${value.name}");`,
      );
    }
  }
  for (const { name, value } of dispids) {
    lines.push(`static_assert(${name} == ${value}, "${name}");`);
  }
  return lines;
}

describe('the header that widl makes', () => {
  let folder = '';
  beforeAll(() => {
    if (missing !== null) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-header-'));
    for (const name of ['imapi2', 'imapi2fs']) {
      const made = spawnSync(widl, [
        ...['-m64', '-I', wineIdl, '-I', join(root, 'native/contract'), '-h'],
        ...['-o', join(folder, `${name}.h`), join(root, `native/contract/${name}.idl`)],
      ]);
      expect(made.stderr.toString()).toBe('');
    }
  });
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  /** Compiles without making code; what the compiler has to say. */
  function compile(lines: readonly string[]): string {
    const source = join(folder, 'facts.cc');
    writeFileSync(source, `${lines.join('\n')}\n`);
    const run = spawnSync(compiler, ['-std=c++20', '-fsyntax-only', '-I', folder, source]);
    return run.stderr.toString();
  }

  it('has every method in its vtable slot, with its signature', () => {
    expect(compile(slots())).toBe('');
  });

  it('has every IID, base, CLSID, enum value and dispid', () => {
    expect(compile(identities())).toBe('');
  });

  it('is compared at all: a moved slot is reported', () => {
    const wrong = 'static_assert(offsetof(IBlockRangeVtbl, get_EndLba) == 7 * sizeof(void*));';
    expect(compile([...slots(), wrong])).toContain('static assertion failed');
  });
});
