import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { hresults } from '#lib/errors/hresults';

import { testIf } from '../../jest/test-if';
import { haveFacts, readErrors, whyNoFacts } from './facts';

interface Table {
  readonly hresults: readonly {
    readonly name: string;
    readonly value: string;
    readonly meaning: string;
  }[];
}
const table = JSON.parse(readFileSync('native/contract/hresults.json', 'utf8')) as Table;

describe('the table of HRESULTs', () => {
  testIf(haveFacts, whyNoFacts)('names all 152 of IMAPI2 with their values', () => {
    const own = new Map(table.hresults.map(({ name, value }) => [name, value]));
    const errorFacts = readErrors();
    expect(errorFacts).toHaveLength(152);
    for (const { name, value } of errorFacts) expect([name, own.get(name)]).toEqual([name, value]);
  });

  // Where the tables of facts are not, the test above does not run. Change this with the table, beside them only.
  test('has of IMAPI2 the names and values that were held to the facts', () => {
    const own = table.hresults.filter(({ name }) => /^(E_|S_)?IMAPI_/.test(name));
    const text = own.map(({ name, value }) => `${name} ${value}\n`).join('');
    expect(own).toHaveLength(152);
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '0a0aaa16dc36e5fe8f51f1bbc4c0d5b90afbacdee651a7e4141e76836a7c3d66',
    );
  });

  test('has each name and each value once, so that both ways of looking one up agree', () => {
    const names = table.hresults.map(({ name }) => name);
    const values = table.hresults.map(({ value }) => Number(value));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(values).size).toBe(values.length);
  });

  test('says in a sentence what each means', () => {
    for (const { name, meaning } of table.hresults)
      expect([name, meaning]).toEqual([name, expect.stringMatching(/^\S.*\.$/)]);
  });

  test('names all that the client makes itself', () => {
    // Windows writes ERROR_FILE_NOT_FOUND, and E_FILENOTFOUND.
    const plain = (name: string): string => name.replaceAll('_', '');
    const names = new Set(table.hresults.map(({ name }) => plain(name)));
    const values = new Set(table.hresults.map(({ value }) => Number(value)));
    const unnamed: string[] = [];
    let made = 0;
    for (const folder of ['native/com', 'native/imapi', 'native/addon'])
      for (const file of readdirSync(folder)) {
        const source = readFileSync(join(folder, file), 'utf8');
        for (const [, error = ''] of source.matchAll(/HRESULT_FROM_WIN32\(ERROR_(\w+)\)/g)) {
          made++;
          if (!names.has(plain(`E_${error}`))) unnamed.push(`${file}: ERROR_${error}`);
        }
        for (const [literal] of source.matchAll(/\b0x(?:800[0-9]|C0AA)[0-9A-F]{4}\b/gi))
          if (!values.has(Number(literal))) unnamed.push(`${file}: ${literal}`);
      }
    expect(made).toBeGreaterThan(10);
    expect(unnamed).toEqual([]);
  });

  test('is what the library branches on', () => {
    const expected = table.hresults.map(({ name, value, meaning }) => [
      name,
      Number(value),
      meaning,
    ]);
    expect(
      Object.entries(hresults).map(([name, [value, meaning]]) => [name, value, meaning]),
    ).toEqual(expected);
  });
});
