import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

import { foreignMessage } from '../errors/foreign-errors.js';
import { Refusal } from '../errors/refusal.js';
import type { NativeBinding } from './binding.js';
import { type FailedAttempt, missing, notLoaded, notOurs, reinstall } from './failed-attempt.js';
import { libraryHeader, type LibraryHeader } from './library-header.js';
import { nativeFilePaths } from './paths.js';

/** The addon, and where it was loaded from. */
export interface LoadedBinding {
  readonly binding: NativeBinding;
  readonly path: string;
}

/** What the loader needs of its surroundings. */
export interface LoaderHost {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly paths: readonly string[];
  exists(path: string): boolean;
  header(path: string): LibraryHeader;
  require(path: string): unknown;
}

export const thisHost: LoaderHost = {
  platform: process.platform,
  arch: process.arch,
  paths: nativeFilePaths('imapi2.node'),
  exists: existsSync,
  header: libraryHeader,
  require: createRequire(__filename),
};

function isBinding(value: unknown): value is NativeBinding {
  return (
    typeof value === 'object' && value !== null && 'openProvider' in value && 'shutdown' in value
  );
}

/** The addon, or a Refusal that says what was tried, why each attempt failed, and what to do. */
export function loadBinding(host: LoaderHost = thisHost): LoadedBinding {
  if (host.platform !== 'win32') {
    throw new Refusal(
      'ERR_UNSUPPORTED_PLATFORM',
      `IMAPI2 is a part of Windows, and this is ${host.platform}. Ask isSupported() before you call open().`,
    );
  }
  const attempts: FailedAttempt[] = [];
  let cause: unknown;
  for (const path of host.paths) {
    if (!host.exists(path)) {
      attempts.push(missing(path));
      continue;
    }
    try {
      const loaded = host.require(path);
      if (isBinding(loaded)) return { binding: loaded, path };
      attempts.push(notOurs(path));
    } catch (error) {
      cause ??= error;
      attempts.push(notLoaded(path, foreignMessage(error), host.header(path), host.arch));
    }
  }
  throw new Refusal('ERR_BINDING_NOT_LOADED', sentence(host.arch, attempts), cause);
}

function sentence(arch: string, attempts: readonly FailedAttempt[]): string {
  const tried = attempts.map(({ path, why }) => `  - ${path}: ${why}`).join('\n');
  return `The addon could not be loaded. Tried:\n${tried}\n${advice(arch, attempts)}`;
}

/** About the first file that is there at all: it is the one that was meant. */
function advice(arch: string, attempts: readonly FailedAttempt[]): string {
  if (arch !== 'x64' && arch !== 'arm64') {
    return `There is no addon for ${arch}: use the x64 or arm64 Node.js.`;
  }
  return attempts.find(({ help }) => help !== null)?.help ?? reinstall;
}
