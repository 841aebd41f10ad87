import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testIf } from '../../jest/test-if';
import {
  compiler,
  readClasses,
  readInterfaces,
  whyNotComparable,
  widl,
  wineIdl,
  wineTypeLibraries,
} from './facts';

/** The facts against the type libraries in the repository, as oleaut32 reads them for a late-bound client. */

interface DumpedLibrary {
  readonly library: string;
  readonly major: number;
  readonly minor: number;
}
interface DumpedType {
  readonly name: string;
  readonly kind: number;
  readonly flags: number;
  readonly guid: string;
  readonly methods: readonly {
    readonly name: string;
    readonly dispid: number;
    readonly kind: number;
    readonly offset: number;
  }[];
  readonly implements: readonly { readonly name: string; readonly flags: number }[];
}

// oaidl.h
const TKIND_INTERFACE = 3;
const TKIND_COCLASS = 5;
const TYPEFLAG_FCANCREATE = 2;
const IMPLTYPEFLAG_FDEFAULT = 1;
const IMPLTYPEFLAG_FSOURCE = 2;
const INVOKE_KIND = { get: 2, put: 4 } as const;
const INVOKE_FUNC = 1;
const POINTER = 8;

const root = process.cwd();
const prefix = join(root, '.wine');
const missing =
  whyNotComparable() ?? (existsSync(prefix) ? null : 'there is no Wine prefix to read them in');
const it = testIf(missing === null, missing ?? '');

function succeed(program: string, args: readonly string[]): string {
  const run = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all' },
  });
  expect(`${String(run.status)} ${run.stderr}`).toBe('0 ');
  return run.stdout;
}

describe('the type libraries that the virtual drive embeds', () => {
  let folder = '';
  const libraries = new Map<string, DumpedLibrary>();
  const types = new Map<string, DumpedType>();
  // What oleaut32 reads of the file in the repository, and of one that widl makes of the IDL now.
  const dumps = new Map<string, { kept: string; made: string }>();
  // A dual interface is there twice: as what IDispatch shows, with its bases' methods, and as its own part of the vtable.
  const vtables = new Map<string, DumpedType>();

  beforeAll(() => {
    if (missing !== null) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-tlb-'));
    const dump = join(folder, 'dump.exe');
    const source = join(root, 'test/host/contract/type_library_dump.cc');
    const libs = ['-loleaut32', '-lole32', '-luuid'];
    succeed(compiler, ['-std=c++20', '-municode', '-static', source, '-o', dump, ...libs]);
    for (const name of ['imapi2', 'imapi2fs']) {
      const made = join(folder, `${name}.tlb`);
      const kept = join(root, `native/contract/${name}.tlb`);
      const folders = ['-I', wineIdl, '-I', join(root, 'native/contract'), '-L', wineTypeLibraries];
      const idl = join(root, `native/contract/${name}.idl`);
      succeed(widl, ['-m64', ...folders, '-t', '-o', made, idl]);
      const text = succeed('wine', [dump, kept]);
      dumps.set(name, { kept: text, made: succeed('wine', [dump, made]) });
      const lines = text.trim().split(/\r?\n/);
      libraries.set(name.toUpperCase(), JSON.parse(lines[0] ?? '') as DumpedLibrary);
      for (const line of lines.slice(1)) {
        const type = JSON.parse(line) as DumpedType;
        if (type.kind === TKIND_INTERFACE) vtables.set(type.name, type);
        else types.set(type.name, type);
      }
    }
  });
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it('are what `npm run generate` makes of the IDL', () => {
    expect(dumps.size).toBe(2);
    for (const { kept, made } of dumps.values()) expect(kept).toBe(made);
  });

  it('have the LIBIDs and versions of the real ones', () => {
    for (const { name, libid, version } of readClasses().typelibs) {
      const dumped = libraries.get(name);
      expect({
        libid: dumped?.library,
        version: `${String(dumped?.major)}.${String(dumped?.minor)}`,
      }).toEqual({ libid, version });
    }
  });

  it('have every interface that IDispatch can show, with its IID, flags, dispids and slots', () => {
    // What Invoke can't call (plain IUnknown, IStream) is in no coclass's late-bound face and may be left out.
    const late = readInterfaces().filter(({ kind }) => !kind.startsWith('iunknown'));
    expect(late.length).toBe(44);
    for (const { name, iid, kind, typelib_flags, methods } of late) {
      const vtable = vtables.get(name);
      expect({ name, iid: vtable?.guid, flags: vtable?.flags }).toEqual({
        name,
        iid,
        flags: Number(typelib_flags),
      });
      const dumped = kind === 'dual' ? types.get(name) : vtable;
      expect({ name, iid: dumped?.guid }).toEqual({ name, iid });
      const found = (dumped?.methods ?? []).map((method) => ({
        name: method.name.toLowerCase(), // Windows' own libraries and the IDL differ in case here and there
        dispid: method.dispid,
        kind: method.kind,
        slot: method.offset / POINTER,
      }));
      const expected = methods.map((method) => ({
        name: (method.idl_name ?? method.name).toLowerCase(),
        dispid: method.dispid,
        kind: method.prop === undefined ? INVOKE_FUNC : INVOKE_KIND[method.prop],
        slot: method.slot,
      }));
      expect({ name, methods: found }).toMatchObject({
        name,
        methods: expect.arrayContaining(expected),
      });
    }
  });

  it('have every coclass, with its CLSID, whether it can be created, its interfaces and events', () => {
    const { classes } = readClasses();
    expect(classes.length).toBe(29);
    for (const facts of classes) {
      const dumped = types.get(facts.name);
      const withFlags = (flags: number): string[] =>
        (dumped?.implements ?? [])
          .filter((type) => (type.flags & (IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE)) === flags)
          .map(({ name }) => name)
          .sort();
      expect({
        name: facts.name,
        kind: dumped?.kind,
        clsid: dumped?.guid,
        creatable: ((dumped?.flags ?? 0) & TYPEFLAG_FCANCREATE) !== 0,
        default: withFlags(IMPLTYPEFLAG_FDEFAULT),
        others: withFlags(0),
        source: withFlags(IMPLTYPEFLAG_FDEFAULT | IMPLTYPEFLAG_FSOURCE),
        otherSources: withFlags(IMPLTYPEFLAG_FSOURCE),
      }).toEqual({
        name: facts.name,
        kind: TKIND_COCLASS,
        clsid: facts.clsid,
        creatable: facts.creatable,
        default: [facts.default_interface],
        others: [...facts.other_interfaces].sort(),
        source: facts.event_source === null ? [] : [facts.event_source],
        otherSources: [...(facts.other_event_sources ?? [])].sort(),
      });
    }
  });
});
