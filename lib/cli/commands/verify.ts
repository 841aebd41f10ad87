import { resolve } from 'node:path';
import type { Command } from 'commander';

import { maxSector } from '../../arguments/judge.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import { sectorsOf } from '../disc-files/sector-source.js';
import { UdfFiles } from '../disc-files/udf-files.js';
import { UsageError } from '../refusals.js';
import type { CommandResult, FileDifference } from '../results.js';
import { sourcesOf } from '../sources.js';
import { splitTarget } from '../target.js';
import { count } from '../text.js';
import { compareFiles } from '../verify/compare-files.js';
import { compareImage } from '../verify/compare-image.js';
import { withDrive } from '../with-drive.js';
import { isImageFile, refuseSourceOptions } from './burn.js';

type Verified = Extract<CommandResult, { readonly command: 'verify' }>;

const differs: Readonly<Record<FileDifference['what'], string>> = {
  missing: 'is not on the disc',
  size: 'has another size on the disc',
  content: 'has other content on the disc',
  kind: 'is a folder here and a file there',
};

function inWords({ same, sectors, files, mismatches, differences }: Verified): string[] {
  const what = files > 0 ? count(files, 'file') : count(sectors, 'sector');
  if (same) return [`The same: ${what}.`];
  return [
    ...mismatches.map(({ startLba, endLba }) => `Differs: ${startLba} … ${endLba}`),
    ...differences.map(({ path, what: how }) => `${path} ${differs[how]}`),
    `Not the same. Compared: ${what}.`,
  ];
}

export function verify(act: Act): Command {
  const command = withDriveOptions(
    newCommand(
      'verify',
      'compare the disc with files, or with an image sector by sector',
      '<drive> <path…|image.iso>',
    ),
  ).option('--into <folder>', 'the folder on the disc that the paths came into');
  return act(command, async (context, given) => {
    const options = command.opts<DriveOptions & { into?: string }>();
    const { target, rest } = splitTarget(given, options.virtual);
    if (rest.length === 0)
      throw new UsageError('Nothing to compare with: give paths, or an .iso file.');
    if (isImageFile(rest)) refuseSourceOptions(options);
    const sources = await sourcesOf(rest, options.into);
    const result = await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      const { totalSectors } = await recorder.media();
      // Of a disc that can't be written IMAPI2 may not tell it: the drive then refuses what is not there.
      const sectors = totalSectors > 0 ? totalSectors : maxSector;
      const disc = sectorsOf(recorder, sectors, context.signal);
      const nothing = { files: 0, mismatches: [], differences: [] };
      const found = isImageFile(rest)
        ? await compareImage(context, disc, resolve(rest[0] ?? ''))
        : await compareFiles(context, await UdfFiles.open(disc), sources);
      const compared = { ...nothing, ...found };
      const same = compared.mismatches.length + compared.differences.length === 0;
      return { command: 'verify', same, ...compared } as const;
    });
    context.face.result(result, inWords(result));
    return result.same ? 'done' : 'differs';
  });
}
