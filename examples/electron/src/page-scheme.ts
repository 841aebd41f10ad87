// The page over app://page/, because file: has rights that a page should not have.
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { protocol } from 'electron';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  // Module scripts are refused without it.
  '.mjs': 'text/javascript; charset=utf-8',
};

/** Before the app is ready. */
export function registerPageScheme(): void {
  // Standard, so that relative addresses work and the page has an origin: 'self' in its Content-Security-Policy.
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ]);
}

/** Only the files of one flat folder: whatever path is asked for, its last part is a name there or nothing. */
export function servePage(folder: string): void {
  protocol.handle('app', async ({ url }) => {
    const name = basename(new URL(url).pathname);
    const type = types[extname(name)];
    if (type === undefined) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(join(folder, name)), {
        headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
