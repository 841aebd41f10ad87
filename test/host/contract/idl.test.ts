import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';

import { testIf } from '../../jest/test-if';
import {
  haveFacts,
  readClasses,
  readEnums,
  readInterfaces,
  whyNoFacts,
  type EnumTables,
  type MethodFacts,
  type ParameterFacts,
} from './facts';
import { firstSlot, interfacesOf, methodName, readIdl, slotted } from './idl/abi-of-idl';
import type { IdlMethod, IdlParameter } from './idl/model';

/** Our IDL held to the tables of facts, one by one. (compiled-header.test.ts holds what the compiler makes of it.) */

const fact = testIf(haveFacts, whyNoFacts);
// Without the tables each kind of fact is one skipped test.
const interfaceFacts = haveFacts ? readInterfaces() : [];
const { classes: classFacts, typelibs: libraryFacts } = haveFacts
  ? readClasses()
  : { classes: [], typelibs: [] };
const noEnums: EnumTables = { enums: [], constants: [], range_typedefs: [], dispids: [] };
const enumFacts = haveFacts ? readEnums() : noEnums;

const files = readIdl();
const interfaces = interfacesOf(files);
const enums = new Map(files.flatMap((file) => file.enums).map((one) => [one.name, one]));
const constants = new Map(files.flatMap((file) => [...file.constants]));
const typedefs = new Map(files.flatMap((file) => [...file.typedefs]));
const libraries = files.flatMap((file) => file.libraries);
const classes = new Map(
  libraries.flatMap((library) => library.classes).map((one) => [one.name, one]),
);

function idlMethod(method: IdlMethod, slot: number): object {
  const id = method.attributes.find((attribute) => attribute.startsWith('id('))?.slice(3, -1);
  const dispid =
    id === undefined ? null : id === 'DISPID_NEWENUM' ? -4 : id === 'DISPID_VALUE' ? 0 : Number(id);
  const ignored = /^(id\(|propget$|propput$|propputref$)/;
  const attributes = method.attributes.filter((attribute) => !ignored.test(attribute)).sort();
  const params = method.params.map(idlParameter);
  return { name: methodName(method), slot, dispid, attributes, returns: method.returns, params };
}

const plainType = (type: string): string => type.replaceAll(' ', '');
const directions: readonly string[] = ['in', 'out', 'retval'];

function idlParameter({ name, type, attributes }: IdlParameter): object {
  const dir = directions.filter((direction) => attributes.includes(direction)).join(',');
  const rest = attributes.filter((attribute) => !directions.includes(attribute));
  return {
    name,
    type: plainType(type),
    dir,
    attributes: rest.map((attribute) => attribute.toLowerCase()).sort(),
  };
}

function factParameter(
  { name, type, idl_type, dir, attrs, note }: ParameterFacts,
  own: string | undefined,
): object {
  const attributes = (attrs ?? []).map((attribute) => attribute.toLowerCase()).sort();
  // The original has no name for this one; widl wants one.
  return {
    name: note === undefined ? name : own,
    type: plainType(idl_type ?? type),
    dir,
    attributes,
  };
}

function factMethod(method: MethodFacts, own: IdlMethod | undefined): object {
  const { name, slot, dispid, attrs, returns, params } = method;
  const expected = params.map((param, index) => factParameter(param, own?.params[index]?.name));
  return { name, slot, dispid, attributes: [...(attrs ?? [])].sort(), returns, params: expected };
}

describe('interfaces', () => {
  fact('there are exactly the 51 that IMAPI2 and IMAPI2FS have', () => {
    expect([...interfaces.keys()].sort()).toEqual(interfaceFacts.map(({ name }) => name).sort());
    expect(interfaces.size).toBe(51);
  });

  for (const facts of interfaceFacts) {
    const own = interfaces.get(facts.name);
    if (own === undefined) continue; // The test above fails.

    fact(`${facts.name} has its IID, base and attributes`, () => {
      const expected = ['object', `uuid(${facts.iid})`, ...facts.idl_attrs];
      expect([...own.attributes].sort()).toEqual(expected.sort());
      expect(own.base).toBe(facts.base);
    });

    fact(`${facts.name} has each method in its slot, with its dispid, types and directions`, () => {
      const first = firstSlot(own, interfaces);
      const methods = slotted(own);
      expect(methods.map((method, index) => idlMethod(method, first + index))).toEqual(
        facts.methods.map((method, index) => factMethod(method, methods[index])),
      );
      expect([first, first + methods.length]).toEqual([facts.first_slot, facts.next_slot]);
    });
  }
});

describe('enums', () => {
  fact('there are exactly the 19, with 191 values', () => {
    expect([...enums.keys()].sort()).toEqual(enumFacts.enums.map(({ name }) => name).sort());
    expect([...enums.values()].reduce((count, { values }) => count + values.size, 0)).toBe(191);
  });

  for (const facts of enumFacts.enums) {
    fact(`${facts.name} has its values`, () => {
      const own = enums.get(facts.name);
      expect([...(own?.values ?? [])]).toEqual(
        facts.values.map(({ name, value }) => [name, value]),
      );
      expect([own?.tag, own?.attributes]).toEqual([facts.tag, facts.idl_attrs]);
      if (facts.pointer_typedef !== null)
        expect(typedefs.get(facts.pointer_typedef)?.type).toBe(`${facts.name}*`);
    });
  }
});

describe('names', () => {
  fact('every DISPID_ constant has its value', () => {
    const own = [...constants].filter(([name]) => name.startsWith('DISPID_'));
    const expected = enumFacts.dispids.map(({ name, value }) => [name, value]);
    expect(own.map(([name, value]) => [name, Number(value)]).sort()).toEqual(expected.sort());
    expect(own).toHaveLength(172);
  });

  fact('every other constant of the two headers has its value', () => {
    const expected = enumFacts.constants.filter(({ header }) => !header.includes('error'));
    for (const { name, value } of expected) {
      const own = constants.get(name)?.replace(/^L?"(.*)"$/, '$1');
      expect([name, typeof value === 'number' ? Number(own) : own]).toEqual([name, value]);
    }
    expect(expected).toHaveLength(13);
  });

  fact('every ULONG with bounds has its bounds', () => {
    const bounded = [...typedefs].filter(([, { attributes }]) =>
      attributes.some((text) => text.startsWith('range')),
    );
    const own = bounded.map(([name, { attributes, type }]) => {
      const [lowest, highest] =
        /^range\((.*),(.*)\)$/.exec(attributes.join())?.slice(1).map(Number) ?? [];
      return { name, base: type, range: [lowest, highest] };
    });
    expect(own).toEqual(
      enumFacts.range_typedefs.map(({ name, base, range }) => ({ name, base, range })),
    );
    expect(own).toHaveLength(12);
  });
});

describe('classes', () => {
  fact('there are exactly the 29', () => {
    expect([...classes.keys()].sort()).toEqual(classFacts.map(({ name }) => name).sort());
    expect(classes.size).toBe(29);
  });

  for (const facts of classFacts) {
    fact(`${facts.name} has its CLSID, interfaces and event sources`, () => {
      const own = classes.get(facts.name);
      const named = (...attributes: string[]): string[] =>
        (own?.interfaces ?? [])
          .filter((one) => one.attributes.join() === attributes.join())
          .map(({ name }) => name);
      const expected = [`uuid(${facts.clsid})`, ...(facts.creatable ? [] : ['noncreatable'])];
      expect(own?.attributes).toEqual(expected);
      expect(named('default')).toEqual([facts.default_interface]);
      expect(named().sort()).toEqual([...facts.other_interfaces].sort());
      expect(named('default', 'source')).toEqual(
        facts.event_source === null ? [] : [facts.event_source],
      );
      expect(named('source')).toEqual(facts.other_event_sources ?? []);
      expect(
        libraries.find(({ classes: members }) => members.some(({ name }) => name === facts.name))
          ?.name,
      ).toBe(facts.library);
    });
  }
});

describe('type libraries', () => {
  fact('there are two', () => {
    expect(libraries.map(({ name }) => name)).toEqual(libraryFacts.map(({ name }) => name));
  });

  for (const facts of libraryFacts) {
    fact(`${facts.name} has its LIBID, version, imports and members in their order`, () => {
      const own = libraries.find(({ name }) => name === facts.name);
      expect(own?.attributes).toEqual([`uuid(${facts.libid})`, `version(${facts.version})`]);
      expect(own?.imports).toEqual(facts.importlib);
      expect(own?.listed).toEqual(facts.listed_outside_coclasses);
      expect(own?.classes.map(({ name }) => name)).toEqual(facts.coclass_order);
    });
  }
});

/** Of what the two files say, however they are laid out. */
function digest(): string {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Map ? [...(value as ReadonlyMap<string, unknown>)] : value;
  return createHash('sha256').update(JSON.stringify(files, plain)).digest('hex');
}

// Where the tables of facts are not, nothing above runs. Change this with the IDL, beside them only.
test('the IDL is the one that was held to the tables of facts', () => {
  expect(digest()).toBe('74cb12826da19319d625d6ae190f58388c73ddc6dce2d2ff62ead52939b94561');
});
