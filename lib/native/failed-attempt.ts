import type { LibraryHeader } from './library-header.js';

/** Why one file was not loaded, and what can be done about it. */
export interface FailedAttempt {
  readonly path: string;
  readonly why: string;
  /** A sentence; null where there was no file to say anything about. */
  readonly help: string | null;
}

export const reinstall =
  'Install the package again, or run "npm run build" in a clone; a bundler must leave the .node files where they are.';

export function missing(path: string): FailedAttempt {
  return { path, why: 'there is no such file', help: null };
}

export function notOurs(path: string): FailedAttempt {
  return { path, why: 'it is not the addon of this version', help: reinstall };
}

/**
 * Windows would not load it. Its message depends on the language of Windows, and says "not a valid application" of very
 * different things, so the file's own header is asked too.
 */
export function notLoaded(
  path: string,
  message: string,
  header: LibraryHeader,
  arch: string,
): FailedAttempt {
  switch (header) {
    case 'not-a-library':
      return { path, why: `it is not a Windows library (${message})`, help: reinstall };
    case 'unreadable':
      return {
        path,
        why: `it can't be read (${message})`,
        help: 'Give the user who runs this program the right to read it.',
      };
    case arch:
      return {
        path,
        why: message,
        help: "The file is made for this processor, and Windows refused it. A policy (AppLocker, App Control) or a virus scanner may block it; Windows' event log says so. Allow the package's prebuilds folder there, or install the package again.",
      };
    default:
      return {
        path,
        why: `it is made for ${header === 'other' ? 'another processor' : header}, and this program is ${arch} (${message})`,
        help: `Install the package again with an ${arch} Node.js; don't copy node_modules from another machine.`,
      };
  }
}
