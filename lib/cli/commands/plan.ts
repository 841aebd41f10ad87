import { resolve } from 'node:path';
import type { Command } from 'commander';

import {
  newCommand,
  withDriveOptions,
  withImagesOption,
  withRemoveOption,
  withSourceOptions,
  withSpeedOption,
  withYesOption,
  type Act,
  type DriveOptions,
  type ImagesOptions,
  type RemoveOptions,
  type SourceOptions,
  type SpeedOption,
} from '../command.js';
import { confirmReplacing } from '../confirm.js';
import type { Context } from '../context.js';
import { requireNoOverwrite } from '../disc-judgement.js';
import { editedImage, editOf } from '../edited-image.js';
import { mapInWords, writeMap } from '../map-file.js';
import { planInWords } from '../plan-words.js';
import { planData } from '../results.js';
import { splitTarget } from '../target.js';
import { withDrive } from '../with-drive.js';

export interface MapOptions {
  readonly map?: string;
  readonly ascii?: boolean;
  readonly yes?: boolean;
}

export function withMapOptions(command: Command): Command {
  return withYesOption(
    command
      .option('--map <file.svg>', 'draw the disc into this file')
      .option('--ascii', 'draw the disc in the terminal with ASCII characters only'),
    'a picture replaces a file',
  );
}

/** Full path of the picture, before any work is done for it. */
export async function mapPath(context: Context, options: MapOptions): Promise<string | null> {
  if (options.map === undefined) return null;
  const path = resolve(options.map);
  await confirmReplacing(context, path, options.yes === true);
  return path;
}

type Options = DriveOptions &
  ImagesOptions &
  SourceOptions &
  RemoveOptions &
  SpeedOption &
  MapOptions;

export function plan(act: Act): Command {
  const summary = 'what update would write, sector by sector';
  const command = withMapOptions(
    withSpeedOption(
      withRemoveOption(
        withSourceOptions(
          withImagesOption(withDriveOptions(newCommand('plan', summary, '<drive> <path…>'))),
        ),
      ),
    ),
  );
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const { target, rest } = splitTarget(given, options.virtual);
    const edit = await editOf(rest, options);
    const map = await mapPath(context, options);
    await withDrive(context, target, options, 'stand-in', async (imapi, recorder) => {
      const { plan: made, media, added } = await editedImage(context, imapi, recorder, edit);
      requireNoOverwrite(media, made);
      if (map !== null) await writeMap(map, made, media);
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
