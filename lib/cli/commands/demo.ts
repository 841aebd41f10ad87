import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';

import {
  newCommand,
  withDriveOptions,
  withYesOption,
  type Act,
  type DriveOptions,
} from '../command.js';
import { dvdSpeed, runDemo } from '../demo/demo.js';
import { UsageError } from '../refusals.js';
import { virtualTarget } from '../target.js';

/** A path in the words of the user's own system: under Wine Z: is the whole file system. */
function shownPath(file: string): string {
  if (process.env['WINEPREFIX'] === undefined) return file;
  return file.replace(/^Z:/i, '').replaceAll('\\', '/');
}

interface Options extends DriveOptions {
  readonly disc?: string;
  readonly drive?: string;
  readonly yes?: boolean;
}

export function demo(act: Act): Command {
  const command = withYesOption(
    withDriveOptions(newCommand('demo', 'see the main job done, on a disc in a file', ''), true),
    'files stay for good on a disc that cannot be erased',
  )
    .option('--disc <file>', 'as --virtual: the disc in this file stays for other tools')
    .option('--drive <drive>', 'on a real drive, as E:; what is on the disc stays');
  return act(command, async (context, given) => {
    const { disc, drive, virtual, yes = false } = command.opts<Options>();
    if (given.length > 0) throw new UsageError('demo takes no arguments.');
    if ([disc, drive, virtual].filter((option) => option !== undefined).length > 1)
      throw new UsageError(
        '--disc and --virtual make a virtual drive, and --drive uses a real one: give one of the three.',
      );
    if (drive !== undefined) {
      await runDemo(context, { kind: 'system', drive }, yes);
      context.face.result({ command: 'demo', disc: null }, []);
      return 'done';
    }
    const file = virtual ?? disc;
    const temporary = file === undefined ? mkdtempSync(join(tmpdir(), 'imapi2-demo-')) : null;
    const target = virtualTarget(file ?? join(temporary ?? '', 'demo.disc'));
    try {
      await runDemo(context, { ...target, drive: { speed: dvdSpeed, ...target.drive } }, yes);
    } finally {
      if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
    }
    const kept = temporary === null ? target.disc : null;
    const stays = `The disc stays in ${shownPath(target.disc)}. 7-Zip and other tools read it as it is.`;
    context.face.result({ command: 'demo', disc: kept }, kept === null ? [] : [stays]);
    return 'done';
  });
}
