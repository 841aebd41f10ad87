import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';

import { Refusal } from '#lib/errors/refusal';
import { loadBinding, type LoaderHost } from '#lib/native/loader';
import { nativeFilePaths } from '#lib/native/paths';

import { fakeBinding } from '../fakes/fake-binding';

const addon = fakeBinding({
  openProvider: () => Promise.reject(new Error('not here')),
  shutdown: () => undefined,
});
const windows: LoaderHost = {
  platform: 'win32',
  arch: 'x64',
  paths: ['/package/prebuilds/win32-x64/imapi2.node', '/package/build/Release/imapi2.node'],
  exists: () => true,
  header: () => 'x64',
  require: () => addon,
};

function refusal(host: LoaderHost): Refusal {
  try {
    loadBinding(host);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was expected to fail, and it loaded');
}

describe('the loader', () => {
  test('takes the published addon first', () => {
    const tried: string[] = [];
    const require = (path: string): unknown => {
      tried.push(path);
      return addon;
    };
    expect(loadBinding({ ...windows, require }).binding).toBe(addon);
    expect(tried).toEqual(['/package/prebuilds/win32-x64/imapi2.node']);
  });

  test('takes the one that was built here where none was published', () => {
    const tried: string[] = [];
    const require = (path: string): unknown => {
      tried.push(path);
      return addon;
    };
    loadBinding({ ...windows, require, exists: (path) => path.includes('Release') });
    expect(tried).toEqual(['/package/build/Release/imapi2.node']);
  });

  test('says off Windows that this is not Windows, and loads nothing', () => {
    const fails = (): never => {
      throw new Error('nothing was to be loaded');
    };
    const { code, sentence } = refusal({ ...windows, platform: 'linux', require: fails });
    expect([code, sentence]).toEqual([
      'ERR_UNSUPPORTED_PLATFORM',
      expect.stringContaining('linux'),
    ]);
  });

  test('lists what it tried, why each attempt failed, and what to do', () => {
    const cause = new Error('The specified module could not be found.');
    const { code, sentence, ...rest } = refusal({
      ...windows,
      exists: (path) => path.includes('prebuilds'),
      require: () => {
        throw cause;
      },
    });
    expect(code).toBe('ERR_BINDING_NOT_LOADED');
    expect(sentence).toContain(
      '/package/prebuilds/win32-x64/imapi2.node: The specified module could not be found.',
    );
    expect(sentence).toContain('/package/build/Release/imapi2.node: there is no such file');
    expect(sentence).toContain("Windows' event log");
    expect(rest).toBeDefined();
  });

  test.each([
    ['arm64', 'it is made for arm64, and this program is x64', 'an x64 Node.js'],
    ['ia32', 'it is made for ia32, and this program is x64', 'an x64 Node.js'],
    ['not-a-library', 'it is not a Windows library', 'Install the package again'],
    ['unreadable', "it can't be read", 'the right to read it'],
    ['x64', 'refused', 'virus scanner'],
  ] as const)('says of a file whose header is %s why, and what to do', (header, why, help) => {
    const { sentence } = refusal({
      ...windows,
      header: () => header,
      require: () => {
        throw new Error('refused');
      },
    });
    expect(sentence).toContain(why);
    expect(sentence).toContain('refused');
    expect(sentence).toContain(help);
  });

  test('says where nothing is there that the package is to be installed again', () => {
    const { sentence } = refusal({ ...windows, exists: () => false });
    expect(sentence).toContain('/package/build/Release/imapi2.node: there is no such file');
    expect(sentence).toContain('npm run build');
  });

  test('refuses a file that is another addon', () => {
    expect(refusal({ ...windows, require: () => ({}) }).sentence).toContain(
      'not the addon of this version',
    );
  });

  test('says for a processor that has no addon that there is none', () => {
    const { sentence } = refusal({ ...windows, arch: 'ia32', exists: () => false });
    expect(sentence).toContain('use the x64 or arm64 Node.js');
  });

  test('looks in two fixed places of the package', () => {
    const root = join('some', 'package');
    expect(nativeFilePaths('a.node', root)).toEqual([
      join(root, 'prebuilds', `win32-${process.arch}`, 'a.node'),
      join(root, 'build', 'Release', 'a.node'),
    ]);
  });
});
