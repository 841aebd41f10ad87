import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { expect } from '@jest/globals';

import { testIf } from '../../jest/test-if';

/** binding.gyp as node-gyp's own gyp understands it for Windows. MSVC itself is only there. */

interface Target {
  readonly target_name: string;
  readonly type: string;
  readonly sources: readonly string[];
  readonly configurations: Readonly<
    Record<'Release', { readonly include_dirs: readonly string[]; readonly defines: string[] }>
  >;
}

const nodeHeaders = resolve(process.execPath, '..', '..', 'include', 'node');
const python = spawnSync('python3', ['--version']).error === undefined;
// Links need no rights here only off Windows, where the real build tells the same and more.
const canRun = process.platform !== 'win32' && python && existsSync(nodeHeaders);
const withGyp = testIf(canRun, "python3, Node's headers or links are not here");

/** `gypd` is gyp's format for its own authors: a Python dictionary of what everything has come to, beside binding.gyp. */
function targetsOnWindows(): Target[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'imapi2-gyp-')));
  try {
    copyFileSync('binding.gyp', join(folder, 'binding.gyp'));
    for (const name of ['native', 'bench', 'node_modules'])
      symlinkSync(resolve(name), join(folder, name));
    const nodeGyp = resolve('node_modules', 'node-gyp');
    const variables = {
      ...process.config.variables,
      node_root_dir: '.',
      node_lib_file: 'node.lib',
      node_engine: 'v8',
      node_gyp_dir: nodeGyp,
      module_root_dir: folder,
      standalone_static_library: 0,
    };
    // As node-gyp writes it: gyp has no booleans.
    const asText = (_: string, value: unknown): unknown =>
      typeof value === 'boolean' ? String(value) : value;
    writeFileSync(join(folder, 'config.gypi'), JSON.stringify({ variables }, asText));
    const gyp = join(nodeGyp, 'gyp', 'gyp_main.py');
    const included = [
      join(folder, 'config.gypi'),
      join(nodeGyp, 'addon.gypi'),
      join(nodeHeaders, 'common.gypi'),
    ].flatMap((file) => ['-I', file]);
    const args = [gyp, 'binding.gyp', '-f', 'gypd', '--depth=.', '-DOS=win', ...included];
    const made = spawnSync('python3', args, { cwd: folder, encoding: 'utf8' });
    expect(`${String(made.status)} ${made.stderr}`).toMatch(/^0 /);
    const script = 'import ast,json,sys; print(json.dumps(ast.literal_eval(sys.stdin.read())))';
    const { stdout } = spawnSync('python3', ['-c', script], {
      input: readFileSync(join(folder, 'binding.gypd')),
      encoding: 'utf8',
    });
    const here = (file: string): string => {
      const full = resolve(folder, file);
      return existsSync(full) ? relative('.', realpathSync(full)) : `${file} is missing`;
    };
    const { targets } = JSON.parse(stdout) as { readonly targets: Target[] };
    return targets.map(({ sources, configurations: { Release: release }, ...target }) => ({
      ...target,
      sources: sources.map(here),
      configurations: {
        Release: { ...release, include_dirs: release.include_dirs.map(here) },
      },
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

withGyp(
  'binding.gyp names folders and sources that are there, and lets the STL have exceptions',
  () => {
    const targets = targetsOnWindows();
    expect(targets.map(({ target_name: name, type }) => [name, type])).toEqual([
      ['imapi2', 'loadable_module'],
      ['imapi2-virtual', 'loadable_module'],
      ['plain', 'executable'],
    ]);
    for (const { sources, configurations } of targets) {
      const { include_dirs: folders, defines } = configurations.Release;
      expect(folders).toContain('native');
      expect(sources.filter((file) => file.endsWith(' is missing'))).toEqual([]);
      expect(defines.filter((define) => define.startsWith('_HAS_EXCEPTIONS'))).toEqual([
        '_HAS_EXCEPTIONS=1',
      ]);
    }
  },
);
