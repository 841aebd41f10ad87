import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The tables of facts about IMAPI2's ABI. They lie beside a checkout of ours, not in it. */
const folder = join(process.cwd(), '..', 'shared', 'imapi2');
export const haveFacts = existsSync(folder);
export const whyNoFacts = 'the tables of facts, ../shared/imapi2, are not beside this checkout';

export interface ParameterFacts {
  readonly name: string;
  readonly dir: string;
  readonly type: string;
  readonly idl_type?: string;
  readonly attrs?: readonly string[];
  readonly note?: string;
}
export interface MethodFacts {
  readonly name: string;
  readonly slot: number;
  readonly idl_name?: string;
  readonly prop?: 'get' | 'put';
  readonly dispid: number | null;
  readonly attrs?: readonly string[];
  readonly returns: string;
  readonly params: readonly ParameterFacts[];
}
export interface InterfaceFacts {
  readonly name: string;
  readonly iid: string;
  readonly base: string;
  readonly header: string;
  readonly kind: string;
  readonly typelib_flags: string;
  readonly first_slot: number;
  readonly next_slot: number;
  readonly idl_attrs: readonly string[];
  readonly methods: readonly MethodFacts[];
}
export interface ClassFacts {
  readonly name: string;
  readonly clsid: string;
  readonly library: string;
  readonly creatable: boolean;
  readonly default_interface: string;
  readonly other_interfaces: readonly string[];
  readonly event_source: string | null;
  readonly other_event_sources?: readonly string[];
}
export interface LibraryFacts {
  readonly name: string;
  readonly libid: string;
  readonly version: string;
  readonly importlib: readonly string[];
  readonly listed_outside_coclasses: readonly string[];
  readonly coclass_order: readonly string[];
}
export interface EnumTables {
  readonly enums: readonly {
    readonly name: string;
    readonly tag: string;
    readonly header: string;
    readonly idl_attrs: readonly string[];
    readonly pointer_typedef: string | null;
    readonly values: readonly { readonly name: string; readonly value: number }[];
  }[];
  readonly constants: readonly {
    readonly name: string;
    readonly value: number | string;
    readonly header: string;
  }[];
  readonly range_typedefs: readonly {
    readonly name: string;
    readonly base: string;
    readonly range: readonly number[];
  }[];
  readonly dispids: readonly { readonly name: string; readonly value: number }[];
}
export interface ErrorFacts {
  readonly name: string;
  readonly value: string;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

export function readInterfaces(): readonly InterfaceFacts[] {
  return (read('interfaces.json') as { interfaces: InterfaceFacts[] }).interfaces;
}

export function readClasses(): {
  readonly classes: readonly ClassFacts[];
  readonly typelibs: readonly LibraryFacts[];
} {
  return read('classes.json') as { classes: ClassFacts[]; typelibs: LibraryFacts[] };
}

export function readEnums(): EnumTables {
  return read('enums.json') as EnumTables;
}

export function readErrors(): readonly ErrorFacts[] {
  return (read('errors.json') as { errors: ErrorFacts[] }).errors;
}

/** What the tests use that look at what widl makes of our IDL. */
export const widl = 'x86_64-w64-mingw32-widl';
export const compiler = 'x86_64-w64-mingw32-g++-posix';
const firstWith = (file: string, folders: readonly string[]): string =>
  folders.find((place) => existsSync(join(place, file))) ?? '';
export const wineIdl = firstWith('oaidl.idl', [
  '/usr/include/wine/wine/windows',
  '/usr/include/wine/windows',
]);
/** Where widl finds stdole2.tlb. */
export const wineTypeLibraries = firstWith('stdole2.tlb', [
  '/usr/lib/x86_64-linux-gnu/wine/x86_64-windows',
  '/usr/lib/wine/x86_64-windows',
]);

/** Why widl makes no header here that a compiler could read; null where it does. */
export function whyNoHeader(): string | null {
  if (wineIdl === '' || spawnSync(widl, ['-V']).error !== undefined) {
    return 'widl and its imports are not installed';
  }
  const works = spawnSync(compiler, ['--version']).error === undefined;
  return works ? null : 'the MinGW compiler is not installed';
}

/** Why widl's output can't be held to the facts here; null where it can. */
export const whyNotComparable = (): string | null => (haveFacts ? whyNoHeader() : whyNoFacts);
