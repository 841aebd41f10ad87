import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = process.cwd();
export const projectPrefix = join(root, '.wine');

/** Why no Windows program can be run from here; null where one can. */
export function whyNoWine(): string | null {
  if (process.platform === 'win32') return 'it registers classes, which Windows has of its own';
  return existsSync(projectPrefix) ? null : 'there is no Wine prefix to run it in';
}

/** A path of this machine as Windows programs see it. */
export const windowsPath = (file: string): string => `Z:${file.replaceAll('/', '\\')}`;

/**
 * A Windows with a registry of its own, so that what is registered in it is registered nowhere else. Its C: drive is the
 * project's: a copy would be hundreds of megabytes.
 */
export function prefixOfItsOwn(folder: string): string {
  for (const name of ['system.reg', 'user.reg', 'userdef.reg', '.update-timestamp', 'dosdevices'])
    cpSync(join(projectPrefix, name), join(folder, name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  symlinkSync(join(projectPrefix, 'drive_c'), join(folder, 'drive_c'));
  return folder;
}

export interface Ran {
  readonly status: number | null;
  /** Standard output and error, a line each. */
  readonly lines: readonly string[];
}

/** Output goes to a file: what Wine starts in the background would keep a pipe open. `log` is that file. */
export function runInWine(
  prefix: string,
  log: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Ran {
  const stream = openSync(log, 'w');
  const { status } = spawnSync('wine', args, {
    env: {
      ...process.env,
      WINEPREFIX: prefix,
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=',
      DISPLAY: '',
      ...env,
    },
    stdio: ['ignore', stream, stream],
    timeout: 120_000,
  });
  closeSync(stream);
  const lines = readFileSync(log, 'utf8').split(/\r?\n/);
  return { status, lines: lines.filter((line) => line !== '') };
}
