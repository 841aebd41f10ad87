import { describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program that uses the package compiles, whatever compiles it and whatever types it has. */

interface ConsumerCompiler {
  readonly version: string;
  readonly command: readonly string[];
  readonly nodeTypes: string;
  readonly undiciTypes: string;
}

const packed = process.env['IMAPI2_TEST_PACKED'] ?? '';
const compilers = JSON.parse(process.env['IMAPI2_TEST_COMPILERS'] ?? '[]') as ConsumerCompiler[];
const programs = join(process.cwd(), 'test', 'consumers');
const projects = join(process.cwd(), 'build', 'consumers');

// Old compilers read all of @types/node, on a machine that may be busy.
jest.setTimeout(120_000);

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // Our types and those they lean on are checked too.
  skipLibCheck: false,
  noEmit: true,
  module: 'node16',
  moduleResolution: 'node16',
  target: 'es2022',
};

function project(name: string, compilerOptions: object, files: readonly string[]): string {
  const folder = join(projects, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  cpSync(packed, join(folder, 'node_modules', 'imapi2'), {
    recursive: true,
    filter: (file) => !file.endsWith('.node'),
  });
  for (const file of files) copyFileSync(join(programs, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const config = { compilerOptions: { ...strict, ...compilerOptions }, files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return folder;
}

/** What the compiler prints; nothing where all is well. */
async function complaints(command: readonly string[], folder: string): Promise<string> {
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, '-p', folder, '--pretty', 'false']);
  let output = '';
  const collect = (text: Buffer): void => void (output += text.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return code === 0 && output === '' ? '' : `${output}exit code ${String(code)}`;
}

test('the compilers from TypeScript 5.2 to 7 are there', () => {
  const lines = compilers.map(({ version }) => version.split('.', 2).join('.'));
  expect(lines).toEqual(expect.arrayContaining(['5.2', '5.4', '5.9', '6.0', '7.0']));
});

describe.each(compilers)('TypeScript $version', ({ version, command, nodeTypes, undiciTypes }) => {
  const both = ['program.mts', 'program.cts'];

  test('compiles a program that has neither @types/node nor the DOM', async () => {
    const folder = project(`${version}-bare`, { types: [], lib: ['es2022'] }, both);
    expect(await complaints(command, folder)).toBe('');
  });

  // In between nothing is different.
  if (/^(5\.2|7)\./.test(version))
    test('compiles one that has the DOM', async () => {
      const folder = project(`${version}-dom`, { types: [], lib: ['es2022', 'dom'] }, both);
      expect(await complaints(command, folder)).toBe('');
    });

  if (/^(5\.2|6|7)\./.test(version))
    test('compiles one that has @types/node', async () => {
      const files = [...both, 'with-node-types.mts'];
      const folder = project(`${version}-node`, { types: ['node'], lib: ['es2022'] }, files);
      const modules = join(folder, 'node_modules');
      symlinkSync(nodeTypes, join(modules, '@types', 'node'), 'junction');
      symlinkSync(undiciTypes, join(modules, 'undici-types'), 'junction');
      expect(await complaints([...command, '--preserveSymlinks'], folder)).toBe('');
    });
});
