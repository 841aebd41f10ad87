import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';

import { newCommand, type Act } from '../command.js';
import { dvdSpeed, runDemo } from '../demo/demo.js';
import { UsageError } from '../refusals.js';

/** A path in the words of the user's own system: under Wine Z: is the whole file system. */
function shownPath(file: string): string {
  if (process.env['WINEPREFIX'] === undefined) return file;
  return file.replace(/^Z:/i, '').replaceAll('\\', '/');
}

export function demo(act: Act): Command {
  const command = newCommand('demo', 'see the main job done, on a disc in a file', '')
    .option('--disc <file>', 'the virtual disc is this file, which stays for other tools')
    .option('--drive <drive>', 'on a real drive, as E:; what is on the disc stays');
  return act(command, async (context, given) => {
    const options = command.opts<{ disc?: string; drive?: string }>();
    if (given.length > 0) throw new UsageError('demo takes no arguments.');
    if (options.disc !== undefined && options.drive !== undefined)
      throw new UsageError(
        '--disc makes a virtual drive and --drive uses a real one: give one of the two.',
      );
    if (options.drive !== undefined) {
      await runDemo(context, { kind: 'system', drive: options.drive });
      context.face.result({ command: 'demo', disc: null }, []);
      return 'done';
    }
    const temporary =
      options.disc === undefined ? mkdtempSync(join(tmpdir(), 'imapi2-demo-')) : null;
    const disc = resolve(options.disc ?? join(temporary ?? '', 'demo.disc'));
    try {
      const drive = { disc, media: 'dvd+rw', speed: dvdSpeed } as const;
      await runDemo(context, { kind: 'virtual', disc, drive });
    } finally {
      if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
    }
    const stays = `The disc stays in ${shownPath(disc)}. 7-Zip and other tools read it as it is.`;
    const kept = temporary === null;
    context.face.result({ command: 'demo', disc: kept ? disc : null }, kept ? [stays] : []);
    return 'done';
  });
}
