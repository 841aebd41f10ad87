import type { Command } from 'commander';

import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { withDrive } from '../with-drive.js';

function tray(act: Act, name: 'eject' | 'close-tray', summary: string, done: string): Command {
  const command = withDriveOptions(newCommand(name, summary, '<drive>'));
  return act(command, async (context, given) => {
    const { face } = context;
    const options = command.opts<DriveOptions>();
    const { target, rest } = splitTarget(given, options.virtual);
    if (rest.length > 0) throw new UsageError(`${name} takes a drive and nothing else.`);
    await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      await (name === 'eject' ? recorder.eject() : recorder.closeTray());
      face.result({ command: name }, [done]);
    });
    return 'done';
  });
}

export function eject(act: Act): Command {
  return tray(act, 'eject', 'open the tray', 'The tray is open.');
}

export function closeTray(act: Act): Command {
  return tray(act, 'close-tray', 'close the tray', 'The tray is closed.');
}
