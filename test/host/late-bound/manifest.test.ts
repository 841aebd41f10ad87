import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { haveFacts, readClasses, readInterfaces, whyNoFacts } from '../contract/facts';

const manifest = readFileSync('native/virtual/imapi2-virtual.manifest', 'utf8');
const all = (pattern: RegExp): (string | undefined)[][] =>
  [...manifest.matchAll(pattern)].map((found) => found.slice(1));

describe('imapi2-virtual.manifest', () => {
  const it = testIf(haveFacts, whyNoFacts);

  test('names the library that ships beside it', () => {
    expect(all(/<file name="([^"]+)"/g)).toEqual([['imapi2-virtual.node']]);
  });

  test('ships beside each library, for its processor', () => {
    const prebuilds = join(process.env['IMAPI2_TEST_PACKED'] ?? '', 'prebuilds');
    const folders = readdirSync(prebuilds);
    expect(folders).toContain(`win32-${process.arch}`);
    for (const folder of folders) {
      const shipped = readFileSync(join(prebuilds, folder, 'imapi2-virtual.manifest'), 'utf8');
      const processor = folder === 'win32-x64' ? 'amd64' : folder.replace('win32-', '');
      expect(shipped).toBe(manifest.replace('"amd64"', `"${processor}"`));
    }
  });

  it('has every class that can be created, under its CLSID and both ProgIDs', () => {
    const { classes, typelibs } = readClasses();
    const libid = (name: string): string | undefined =>
      typelibs.find((library) => library.name === name)?.libid;
    const creatable = classes.filter(({ creatable }) => creatable);
    const found = all(
      /<comClass clsid="\{([^}]+)\}" threadingModel="Both" tlbid="\{([^}]+)\}" progid="([^"]+)" description="([^"]+)">\s*<progid>([^<]+)</g,
    );
    expect(found).toEqual(
      creatable.map(({ name, clsid, library }) => [
        clsid,
        libid(library),
        `${library}.${name}.1`,
        name,
        `${library}.${name}`,
      ]),
    );
  });

  it('has both type libraries, and every interface that they let oleaut32 marshal', () => {
    expect(all(/<typelib tlbid="\{([^}]+)\}" version="([^"]+)" resourceid="(\d)"/g)).toEqual(
      readClasses().typelibs.map(({ libid, version }, index) => [
        libid,
        version,
        String(index + 1),
      ]),
    );
    const marshalled = readInterfaces().filter(({ kind }) => !kind.startsWith('iunknown'));
    expect(all(/<comInterfaceExternalProxyStub name="(\w+)" iid="\{([^}]+)\}"/g)).toEqual(
      marshalled.map(({ name, iid }) => [name, iid]),
    );
  });
});
