import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

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
