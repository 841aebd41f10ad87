import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { foreignMessage } from '../errors/foreign-errors.js';
import { Refusal } from '../errors/refusal.js';
import type { NativeBinding } from './binding.js';
import { nativeFilePaths } from './paths.js';

export interface LoadedBinding {
  readonly binding: NativeBinding;
  /** Where the addon was loaded from. */
  readonly path: string;
  /** Full path of imapi2-virtual.node, which lies beside the addon. It need not exist. */
  readonly virtualServer: string;
}

/** What the loader needs of its surroundings. */
export interface LoaderHost {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly paths: readonly string[];
  exists(path: string): boolean;
  require(path: string): unknown;
}

export const thisHost: LoaderHost = {
  platform: process.platform,
  arch: process.arch,
  paths: nativeFilePaths('imapi2.node'),
  exists: existsSync,
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
  const attempts: string[] = [];
  let cause: unknown;
  for (const path of host.paths) {
    if (!host.exists(path)) {
      attempts.push(`${path}: there is no such file`);
      continue;
    }
    try {
      const loaded = host.require(path);
      if (isBinding(loaded))
        return { binding: loaded, path, virtualServer: join(dirname(path), 'imapi2-virtual.node') };
      attempts.push(`${path}: it is not the addon of this version`);
    } catch (error) {
      cause ??= error;
      attempts.push(`${path}: ${foreignMessage(error)}`);
    }
  }
  throw new Refusal('ERR_BINDING_NOT_LOADED', notLoaded(host, attempts), cause);
}

function notLoaded(host: LoaderHost, attempts: readonly string[]): string {
  const help = cannotHelp(host.arch)
    ? `There is no addon for ${host.arch}: use the x64 or arm64 Node.js.`
    : 'Install the package again, or run "npm run build" in a clone; a bundler must leave the .node files where they are.';
  return `The addon could not be loaded. Tried:\n${attempts.map((attempt) => `  - ${attempt}`).join('\n')}\n${help}`;
}

function cannotHelp(arch: string): boolean {
  return arch !== 'x64' && arch !== 'arm64';
}
