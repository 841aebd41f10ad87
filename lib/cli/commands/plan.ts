import type { Command } from 'commander';

import {
  newCommand,
  withDriveOptions,
  withSourceOptions,
  type Act,
  type DriveOptions,
  type SourceOptions,
} from '../command.js';
import { editedImage } from '../edited-image.js';
import { mapInWords, writeMap } from '../map-file.js';
import { withDrive } from '../opened.js';
import { planInWords } from '../plan-words.js';
import { planData } from '../results.js';
import { splitTarget } from '../target.js';

export interface MapOptions {
  readonly map?: string;
  readonly ascii?: boolean;
}

export function withMapOptions(command: Command): Command {
  return command
    .option('--map <file.svg>', 'draw the disc into this file')
    .option('--ascii', 'draw the disc in the terminal with ASCII characters only');
}

export function plan(act: Act): Command {
  const command = withMapOptions(
    withSourceOptions(
      withDriveOptions(
        newCommand('plan', 'what update would write, sector by sector', '<drive> <path…>'),
      ),
      true,
    ),
  );
  return act(command, async (context, given) => {
    const options = command.opts<DriveOptions & SourceOptions & MapOptions>();
    const { target, rest } = splitTarget(given, options.virtual);
    await withDrive(target, options.images, async (imapi, recorder) => {
      const {
        plan: made,
        media,
        added,
      } = await editedImage(context, imapi, recorder, rest, options);
      const map = await writeMap(options.map, made, media);
      context.face.result({ command: 'plan', plan: planData(made), added, map }, [
        ...planInWords(made, added),
        '',
        ...mapInWords(made, media, options.ascii === true),
        ...(map === null ? [] : ['', `The picture is in ${map}`]),
      ]);
    });
    return 'done';
  });
}
