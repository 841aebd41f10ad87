import { describe, expect, jest, test } from '@jest/globals';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { runScript } from '../support/run-script';
import { scratch } from '../support/scratch';

/** The package as it was packed and installed, loaded where applications load it. */

const packed = process.env['IMAPI2_TEST_PACKED'] ?? '';
const koffi = process.env['IMAPI2_TEST_KOFFI'] ?? '';
const native = join('prebuilds', `win32-${process.arch}`);

// Longer than a child process may take.
jest.setTimeout(90_000);

/** Node 22's own cpSync makes other names of letters that are not ASCII, on Windows. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const copy = entry.isDirectory() ? copyFolder : copyFileSync;
    copy(join(from, entry.name), join(to, entry.name));
  }
}

function copyOfPackage(...into: readonly string[]): string {
  const folder = join(scratch(), ...into, 'node_modules', 'imapi2');
  copyFolder(packed, folder);
  return folder;
}

/** Ends with a line of JSON: the drives of a virtual provider, which needs both native files. */
const drives = (folder: string): string => `
const { open } = require(${JSON.stringify(folder)});
open({ provider: 'virtual', drives: [{}] }).then(async (imapi) => {
  console.log(JSON.stringify({ drives: (await imapi.recorders()).length }));
  await imapi.close();
}, (error) => console.log(JSON.stringify({ code: error.code, message: error.message })));`;

describe('the installed package loads', () => {
  test('in a program called electron.exe, from a folder with spaces and letters of many alphabets', () => {
    const folder = copyOfPackage('Prögram Files (ディスク) диск');
    const host = join(scratch(), 'electron.exe');
    copyFileSync(process.execPath, host);
    const { status, result, output } = runScript(drives(folder), host);
    expect({ status, result, output }).toMatchObject({ status: 0, result: { drives: 1 } });
  });

  test('from an ES module and a CommonJS one, as one implementation', () => {
    const script = `
const cjs = require(${JSON.stringify(packed)});
const { pathToFileURL } = require('node:url');
import(pathToFileURL(${JSON.stringify(join(packed, 'dist', 'index.mjs'))})).then(async (esm) => {
  const error = await esm.open({ provider: 'virtual', drives: [{ disc: 'Z:\\\\no such folder\\\\a.disc' }] }).catch((it) => it);
  console.log(JSON.stringify([esm.open === cjs.open, error instanceof cjs.ImapiError, typeof error.hresult]));
});`;
    const { output } = runScript(script);
    expect(output.trim()).toBe('[true,true,"number"]');
  });

  // Electron shows app.asar as a folder, and opens what was unpacked in app.asar.unpacked: for Node's
  // own functions, not for Windows'. Here app.asar is a folder, with a file for each that was
  // unpacked, and process.dlopen is redirected as Electron's is.
  test('out of an asar archive with its native files unpacked beside it', () => {
    const resources = scratch();
    const inside = join(resources, 'app.asar', 'node_modules', 'imapi2');
    const unpacked = join(resources, 'app.asar.unpacked', 'node_modules', 'imapi2');
    copyFolder(packed, inside);
    copyFolder(join(packed, 'prebuilds'), join(unpacked, 'prebuilds'));
    for (const file of ['imapi2.node', 'imapi2-virtual.node'])
      writeFileSync(join(inside, native, file), '');
    const redirect = `
const { dlopen } = process;
process.dlopen = (module, file, ...rest) =>
  dlopen.call(process, module, file.replace('app.asar\\\\', 'app.asar.unpacked\\\\'), ...rest);`;
    const ran = runScript(redirect + drives(inside));
    expect(ran).toMatchObject({ status: 0, result: { drives: 1 } });
  });
});

describe('where the addon does not load, the error says what was tried, why it failed and what to do', () => {
  const broken: [string, (file: string) => void, string[]][] = [
    ['is missing', (file) => rmSync(file), ['there is no such file', 'Install the package again']],
    [
      'is for another processor',
      (file) => {
        const bytes = readFileSync(file);
        // PE format, "Machine Types": ARM64.
        bytes.writeUInt16LE(0xaa64, bytes.readUInt32LE(0x3c) + 4);
        writeFileSync(file, bytes);
      },
      ['it is made for arm64, and this program is x64', 'with an x64 Node.js'],
    ],
    [
      'is no library',
      (file) => writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\n'),
      ['it is not a Windows library', 'Install the package again'],
    ],
  ];
  for (const [name, damage, said] of broken) {
    testIf(process.arch === 'x64', 'the damage is done to x64 files')(`where it ${name}`, () => {
      const folder = copyOfPackage(name);
      damage(join(folder, native, 'imapi2.node'));
      const { result } = runScript(drives(folder));
      const { code, message } = result as { code: string; message: string };
      expect(code).toBe('ERR_BINDING_NOT_LOADED');
      expect(message).toContain(join(folder, native, 'imapi2.node'));
      for (const part of said) expect(message).toContain(part);
    });
  }

  test('a missing virtual drive is a reason of supportInfo(), and the addon loads without it', () => {
    const folder = copyOfPackage('no virtual drive');
    rmSync(join(folder, native, 'imapi2-virtual.node'));
    const script = `console.log(JSON.stringify(require(${JSON.stringify(folder)}).supportInfo()))`;
    const { result } = runScript(script);
    expect(result).toMatchObject({ virtual: false });
    expect(JSON.stringify(result)).toContain('imapi2-virtual.node, is missing');
  });
});

testIf(
  koffi !== '',
  'koffi, which shows that the planted files are loadable, is there for x64 only',
)('loads no DLL from the current folder or PATH, whatever lies there', () => {
  const plant = scratch();
  const names = [
    'imapi2.dll',
    'imapi2fs.dll',
    'version.dll',
    'bcrypt.dll',
    'imapi2-virtual.node',
    'control.dll',
  ];
  for (const name of names)
    copyFileSync(join(packed, native, 'imapi2-virtual.node'), join(plant, name));
  const script = `
const plant = ${JSON.stringify(plant)};
process.chdir(plant);
process.env.PATH = plant + ';' + process.env.PATH;
// Asking for the names of the network's hosts takes its time.
process.report.excludeNetwork = true;
const loaded = () => process.report.getReport().sharedObjects.filter((file) => file.toLowerCase().startsWith(plant.toLowerCase()));
const { open, supportInfo } = require(${JSON.stringify(packed)});
(async () => {
  supportInfo();
  await open().then((imapi) => imapi.close(), () => {});
  const imapi = await open({ provider: 'virtual', drives: [{}] });
  const [drive] = await imapi.recorders();
  // An error whose text is taken out of Windows' own imapi2.dll.
  await (await imapi.recorder(drive.id)).media().catch(() => {});
  await imapi.close();
  const before = loaded().length;
  require(${JSON.stringify(koffi)}).load(require('node:path').join(plant, 'control.dll'));
  console.log(JSON.stringify({ before, control: loaded().length }));
})();`;
  expect(runScript(script)).toMatchObject({ status: 0, result: { before: 0, control: 1 } });
});
