import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { identityAssertions, slotAssertions, type Abi } from './abi';
import {
  compiler,
  haveFacts,
  readClasses,
  readEnums,
  readInterfaces,
  whyNoFacts,
  whyNoHeader,
  widl,
  wineIdl,
} from './facts';
import { abiOfIdl } from './idl/abi-of-idl';

/**
 * The contract against what the compiler sees: widl's header is compiled with one static assertion for every IID, slot and
 * signature, so that neither our IDL nor a quirk of widl can move a method unnoticed. What has to hold is said by the facts, and
 * by the IDL, which is what `npm run check:sdk` holds Microsoft's own headers to. (idl.test.ts reads the IDL's text.)
 */

const root = process.cwd();
const missing = whyNoHeader();
const it = testIf(missing === null, missing ?? '');
const fact = testIf(missing === null && haveFacts, missing ?? whyNoFacts);

function abiOfFacts(): Abi {
  const { enums, dispids } = readEnums();
  return {
    interfaces: readInterfaces().map(({ name, iid, base, next_slot, methods }) => ({
      name,
      iid,
      base,
      slots: next_slot,
      methods: methods.map(({ name: method, slot, params }) => ({
        name: method,
        slot,
        types: params.map(({ type }) => type),
      })),
    })),
    classes: readClasses().classes,
    enums: enums.map(({ name, values }) => ({
      name,
      values: values.map((one) => [one.name, one.value] as const),
    })),
    dispids: dispids.map(({ name, value }) => [name, value] as const),
  };
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
    const source = join(folder, 'assertions.cc');
    writeFileSync(source, `${lines.join('\n')}\n`);
    const run = spawnSync(compiler, ['-std=c++20', '-fsyntax-only', '-I', folder, source]);
    return run.stderr.toString();
  }

  const sources = [
    ['the facts', fact, abiOfFacts],
    ['the IDL', it, abiOfIdl],
  ] as const;
  for (const [name, here, abi] of sources) {
    here(`has every method in the slot of ${name}, with its signature`, () => {
      expect(abi().interfaces).toHaveLength(51);
      expect(compile(slotAssertions(abi()))).toBe('');
    });

    here(`has every IID, base, CLSID, enum value and dispid of ${name}`, () => {
      const { classes, enums, dispids } = abi();
      expect([classes.length, enums.length, dispids.length]).toEqual([29, 19, 172]);
      expect(compile(identityAssertions(abi()))).toBe('');
    });
  }

  it('is compared at all: a moved slot is reported', () => {
    const wrong = 'static_assert(offsetof(IBlockRangeVtbl, get_EndLba) == 7 * sizeof(void*));';
    expect(compile([...slotAssertions(abiOfIdl()), wrong])).toContain('static assertion failed');
  });
});
