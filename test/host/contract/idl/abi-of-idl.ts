import { readFileSync } from 'node:fs';

import type { Abi } from '../abi';
import type { IdlFile, IdlInterface, IdlMethod } from './model';
import { parseIdl } from './parse';

export function readIdl(): readonly IdlFile[] {
  return ['imapi2', 'imapi2fs'].map((name) =>
    parseIdl(readFileSync(`native/contract/${name}.idl`, 'utf8')),
  );
}

/** What the runtime's own interfaces have before ours begin. */
const systemSlots: Readonly<Record<string, number>> = { IUnknown: 3, IDispatch: 7, IStream: 14 };

export type Interfaces = ReadonlyMap<string, IdlInterface>;

export function interfacesOf(files: readonly IdlFile[]): Interfaces {
  return new Map(files.flatMap((file) => file.interfaces).map((one) => [one.name, one]));
}

export function firstSlot({ base }: IdlInterface, all: Interfaces): number {
  const parent = all.get(base);
  return parent === undefined
    ? (systemSlots[base] ?? NaN)
    : firstSlot(parent, all) + slotted(parent).length;
}

/** `call_as` names the wire form of a local method, which has no slot of its own. */
export function slotted({ methods }: IdlInterface): readonly IdlMethod[] {
  return methods.filter(
    ({ attributes }) => !attributes.some((attribute) => attribute.startsWith('call_as')),
  );
}

export function methodName({ name, attributes }: IdlMethod): string {
  if (attributes.includes('propget')) return `get_${name}`;
  if (attributes.includes('propputref')) return `putref_${name}`;
  return attributes.includes('propput') ? `put_${name}` : name;
}

/** `SAFEARRAY(VARIANT)` is a pointer to a SAFEARRAY in C. */
const cType = (type: string): string => type.replace(/SAFEARRAY\(\w+\)/, 'SAFEARRAY *');

function uuidOf(attributes: readonly string[]): string {
  const [, uuid = ''] = /uuid\(([^)]+)\)/.exec(attributes.join(' ')) ?? [];
  return uuid;
}

/** The IDL in the words of a compiler. */
export function abiOfIdl(): Abi {
  const files = readIdl();
  const all = interfacesOf(files);
  return {
    interfaces: [...all.values()].map((one) => {
      const first = firstSlot(one, all);
      const methods = slotted(one).map((method, index) => ({
        name: methodName(method),
        slot: first + index,
        types: method.params.map(({ type }) => cType(type)),
      }));
      const { name, base, attributes } = one;
      return { name, base, iid: uuidOf(attributes), slots: first + methods.length, methods };
    }),
    classes: files
      .flatMap(({ libraries }) => libraries)
      .flatMap(({ classes }) => classes)
      .map(({ name, attributes }) => ({ name, clsid: uuidOf(attributes) })),
    enums: files
      .flatMap((file) => file.enums)
      .map(({ name, values }) => ({ name, values: [...values] })),
    dispids: files
      .flatMap(({ constants }) => [...constants])
      .filter(([name]) => name.startsWith('DISPID_'))
      .map(([name, value]) => [name, Number(value)] as const),
  };
}
