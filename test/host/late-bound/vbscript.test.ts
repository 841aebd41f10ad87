import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { testIf } from '../../jest/test-if';
import { copyForLastSession } from '../readers/last-session';
import { prefixOfItsOwn, runInWine, whyNoWine, windowsPath, type Ran } from './wine';

/**
 * Scripts as anybody writes them from Microsoft's documentation, in Wine's script host, with the virtual drive registered
 * as regsvr32 does it. They know nothing of this package.
 */

const missing =
  whyNoWine() ??
  (spawnSync('7z', ['i']).error === undefined ? null : '7z is not here to read the disc');
const it = testIf(missing === null, missing ?? '');
const hasIsoinfo = spawnSync('isoinfo', ['-version']).error === undefined;
const withIsoinfo = testIf(missing === null && hasIsoinfo, missing ?? 'isoinfo is not here');
/** The tests of test/native/late_bound, which have the virtual drive by its manifest. */
const manifestClients = join(process.cwd(), 'build', 'win32-x64', 'late_bound_tests.exe');
const withManifest = testIf(
  missing === null && existsSync(manifestClients),
  missing ?? 'late_bound_tests.exe is not built here',
);
const TIMEOUT_MS = 120_000;

const root = process.cwd();
const library = windowsPath(join(root, 'prebuilds', 'win32-x64', 'imapi2-virtual.node'));
/** The commands of docs/virtual-drive.md, as they stand there but for where the library is. */
const [register = [], unregister = [], registerForUser = [], unregisterForUser = [], ...others] = [
  ...readFileSync('docs/virtual-drive.md', 'utf8').matchAll(/^```bat\n(.*?)\n```$/gms),
]
  .flatMap(([, commands = '']) => commands.split('\n'))
  .map((command) => command.replace('imapi2-virtual.node', library).split(' '));

describe('the virtual drive, registered', () => {
  let folder = '';
  let prefix = '';
  const run = (env: NodeJS.ProcessEnv, args: readonly string[]): Ran =>
    runInWine(prefix, join(folder, 'output.txt'), args, {
      IMAPI2_VIRTUAL_SETTINGS: windowsPath(join(folder, 'settings.txt')),
      ...env,
    });
  const script = (name: string, ...args: string[]): readonly string[] =>
    run({}, [
      'cscript',
      '//nologo',
      windowsPath(join(root, 'test/host/late-bound/scripts', `${name}.vbs`)),
      ...args,
    ]).lines;
  const sources = (name: string, files: Record<string, string>): string => {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
    return windowsPath(join(folder, name));
  };
  const filesOnDisc = (disc = join(folder, 'script.disc')): string[] => {
    const { stdout } = spawnSync('7z', ['l', '-slt', disc], { encoding: 'utf8' });
    return [...(stdout.split('----------')[1] ?? '').matchAll(/^Path = (.*)$/gm)]
      .map(([, path]) => path ?? '')
      .sort();
  };

  beforeAll(() => {
    if (missing !== null) return;
    folder = mkdtempSync(join(tmpdir(), 'imapi2-late-'));
    prefix = join(folder, 'prefix');
    mkdirSync(prefix);
    prefixOfItsOwn(prefix);
    writeFileSync(
      join(folder, 'settings.txt'),
      '# of this test\ndrive disc=script.disc sectors=16384\ndrive\n',
    );
    const { status, lines } = run({}, register);
    if (status !== 0) throw new Error(lines.join('\n'));
  }, TIMEOUT_MS);
  afterAll(() => {
    if (missing !== null) return;
    spawnSync('wineserver', ['-k'], { env: { ...process.env, WINEPREFIX: prefix } });
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'lists its drives to a script',
    () => {
      expect(script('list-drives')).toEqual([
        'supported: True',
        'drives: 2',
        'same id: True',
        '0: IMAPI2 Virtual BD-RE',
        '0: DVD+RW profile',
        '0: paths 1',
        '0: recorder supported True',
        '0: media supported True',
        'same id: True',
        '1: IMAPI2 Virtual BD-RE',
        '1: DVD+RW profile',
        '1: paths 1',
        '1: recorder supported True',
        '1: media supported False',
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'tells a script about its medium, and what it does not do',
    () => {
      expect(script('media')).toEqual([
        'type: 7',
        'blank: True',
        'total: 16384',
        'speeds: 5410 2705 1623',
        expect.stringMatching(/^raw: 80004001 IDiscFormat2RawCD::PrepareMedia is not implemented/),
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'lets a script burn, append and erase, and 7-Zip reads what it burned',
    () => {
      const first = sources('first', { 'gone.txt': 'soon gone', 'one.txt': 'one' });
      expect(script('burn', first, 'SCRIPT')).toEqual([
        'files: gone.txt one.txt',
        'blocks: True',
        'burned',
      ]);
      expect(filesOnDisc()).toEqual(['gone.txt', 'one.txt']);
      const second = sources('second', { 'two.txt': 'two' });
      expect(script('burn', second, 'SCRIPT', 'gone.txt')).toEqual([
        'files: one.txt two.txt',
        'blocks: True',
        'burned',
      ]);
      expect(filesOnDisc()).toEqual(['one.txt', 'two.txt']);
      expect(script('erase')).toEqual(['blank: True']);
    },
    TIMEOUT_MS,
  );

  for (const media of ['cd-r', 'dvd+r'])
    withIsoinfo(
      `lets a script add a session to a ${media} that hides those before it, and other programs find that`,
      () => {
        const settings = join(folder, `${media}.txt`);
        const disc = join(folder, `${media}.disc`);
        writeFileSync(settings, `drive disc=${media}.disc media=${media} sectors=32768\n`);
        const burn = (name: string, file: string): readonly string[] => {
          const from = sources(`${media} ${file}`, { [file]: file });
          const path = windowsPath(join(root, 'test/host/late-bound/scripts', `${name}.vbs`));
          const env = { IMAPI2_VIRTUAL_SETTINGS: windowsPath(settings) };
          return run(env, ['cscript', '//nologo', path, from, 'HIDES']).lines;
        };
        expect(burn('burn', 'hidden.txt')).toContain('burned');
        const [start = 0, blocks = 0] = burn('new-session', 'found.txt')
          .join('')
          .split(' ')
          .map(Number);
        expect(start).toBeGreaterThan(2000);

        const copy = join(folder, `${media}.iso`);
        copyForLastSession(disc, start + blocks - 1, copy);
        expect(filesOnDisc(copy)).toEqual(['found.txt']);
        const { stdout } = spawnSync('7z', ['x', '-so', copy, 'found.txt'], { encoding: 'utf8' });
        expect(stdout).toBe('found.txt');

        const isoinfo = (...args: string[]): string =>
          spawnSync('isoinfo', [...args, '-T', String(start), '-i', disc], { encoding: 'utf8' })
            .stdout;
        expect(isoinfo('-d')).toMatch(/Volume id: HIDES\n/);
        expect(isoinfo('-J', '-f').trim()).toBe('/found.txt;1');
        expect(isoinfo('-x', '/FOUND.TXT;1')).toBe('found.txt');
      },
      TIMEOUT_MS,
    );

  it(
    'runs the example of docs/virtual-drive.md, with the settings of its other one',
    () => {
      const docs = readFileSync('docs/virtual-drive.md', 'utf8');
      const example = (name: string): string =>
        new RegExp(`<!-- ${name} -->\\s*\`\`\`\\w*\\n(.*?)\`\`\``, 's').exec(docs)?.[1] ?? '';
      const settings = join(folder, 'docs.txt');
      writeFileSync(settings, example('settings'));
      mkdirSync(join(folder, 'my discs'));
      writeFileSync(join(folder, 'docs.vbs'), `${example('script')}WScript.Echo master.Count\n`);
      const { lines } = run({ IMAPI2_VIRTUAL_SETTINGS: windowsPath(settings) }, [
        'cscript',
        '//nologo',
        windowsPath(join(folder, 'docs.vbs')),
      ]);
      expect(lines).toEqual(['2']);
      expect(filesOnDisc(join(folder, 'my discs', 'first.disc'))).toEqual(['from a script']);
    },
    TIMEOUT_MS,
  );

  const clsid = 'HKLM\\Software\\Classes\\CLSID\\{2735412E-7F64-5B0F-8F00-5D77AFBE261E}';
  const server = ['reg', 'add', `${clsid}\\InprocServer32`, '/ve', '/f', '/d'];
  const another = [...server, 'C:\\windows\\system32\\imapi2.dll'];

  withManifest(
    'serves its manifest beside another IMAPI2 that is registered',
    () => {
      expect(run({}, another).status).toBe(0);
      // Wine has no such library: whoever goes by the registry gets nothing.
      expect(script('list-drives')).not.toContain('drives: 2');
      // Each of them has settings of its own.
      const { status } = run({ IMAPI2_VIRTUAL_SETTINGS: undefined }, [
        windowsPath(manifestClients),
      ]);
      expect(status).toBe(0);
      expect(run({}, [...server, library]).status).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'refuses to be registered over another IMAPI2, and says so',
    () => {
      expect(run({}, another).status).toBe(0);
      const refused = run({}, register);
      expect(refused.status).not.toBe(0);
      expect(refused.lines.join(' ')).toMatch(
        /imapi2-virtual: IMAPI2 is registered here already .*imapi2\.dll.*nothing was changed/,
      );
      expect(run({}, [...server, library]).status).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'is gone after regsvr32 /u, and can be registered for the user alone',
    () => {
      // Wine 8's COM doesn't look at what is registered for a user: the registry itself is asked.
      const ofUser = (): number | null =>
        run({}, ['reg', 'query', 'HKCU\\Software\\Classes\\IMAPI2.MsftDiscMaster2']).status;
      expect(others).toEqual([]);
      expect(script('list-drives')).toContain('drives: 2');
      expect(run({}, unregister).status).toBe(0);
      expect(script('list-drives')).not.toContain('drives: 2');
      expect(ofUser()).not.toBe(0);
      expect(run({}, registerForUser).status).toBe(0);
      expect(ofUser()).toBe(0);
      expect(run({}, unregisterForUser).status).toBe(0);
      expect(ofUser()).not.toBe(0);
    },
    TIMEOUT_MS,
  );
});
