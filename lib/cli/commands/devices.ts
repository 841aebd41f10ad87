import type { Command } from 'commander';

import { open } from '../../open.js';
import type { RecorderInfo } from '../../recorder/recorder-info.js';
import { newCommand, type Act } from '../command.js';
import { UsageError } from '../refusals.js';
import { virtualTarget } from '../target.js';
import { openOptions } from '../with-drive.js';

export function driveName({ vendorId, productId, productRevision }: RecorderInfo): string {
  return [vendorId, productId, productRevision]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

export function driveInWords(drive: RecorderInfo): string[] {
  const letters = drive.volumePaths.length === 0 ? '(no letter)' : drive.volumePaths.join(' ');
  if (drive.error !== null) return [`${letters}  ${drive.error.message}`, `    ${drive.id}`];
  return [`${letters}  ${driveName(drive)}`, `    ${drive.id}`];
}

export function devices(act: Act): Command {
  const command = newCommand('devices', 'list the drives', '').option(
    '--virtual <file>',
    'the drive of a disc in this file',
  );
  return act(command, async ({ face }, given) => {
    if (given.length > 0) throw new UsageError('devices takes no arguments.');
    const { virtual } = command.opts<{ virtual?: string }>();
    const target = virtual === undefined ? null : virtualTarget(virtual);
    const imapi = await open(target === null ? {} : openOptions(target));
    try {
      const found = await imapi.recorders();
      const lines =
        found.length === 0 ? ['No drive that IMAPI2 knows.'] : found.flatMap(driveInWords);
      face.result({ command: 'devices', devices: found }, lines);
    } finally {
      await imapi.close();
    }
    return 'done';
  });
}
