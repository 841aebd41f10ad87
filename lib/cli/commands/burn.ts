import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import { burnImage } from '../../burn/burn-image.js';
import type { BurnReport } from '../../burn/burn-report.js';
import { bytesPerSector } from '../../burn/sector.js';
import { foreignMessage } from '../../errors/foreign-errors.js';
import type { Imapi } from '../../imapi.js';
import type { ImageResult } from '../../image/image-result.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { burnOptions } from '../burn-settings.js';
import {
  newCommand,
  withBurnOptions,
  withDriveOptions,
  withSourceOptions,
  type Act,
  type BurnSettings,
  type DriveOptions,
  type SourceOptions,
} from '../command.js';
import { confirm, type Context } from '../context.js';
import { withDrive } from '../opened.js';
import { ofImage } from '../progress.js';
import { UsageError } from '../refusals.js';
import { addSources, sourcesOf, type Added } from '../sources.js';
import { splitTarget } from '../target.js';
import { count, megabytes } from '../text.js';
import { reportInWords } from './update.js';

type Options = DriveOptions &
  SourceOptions &
  BurnSettings & { readonly overwrite?: boolean; readonly yes?: boolean; readonly close?: boolean };

/** What is to be recorded: an .iso file, or an image made of paths. */
interface Whole {
  readonly what: ImageResult | string;
  readonly sectors: number;
  readonly added: Added | null;
}

/** One path that ends in .iso is an image file; among others it is a file like any other. */
export function isImageFile(paths: readonly string[]): boolean {
  return paths.length === 1 && /\.iso$/i.test(paths[0] ?? '');
}

async function imageFile(path: string): Promise<Whole> {
  const full = resolve(path);
  const { size } = await stat(full).catch((error: unknown) => {
    throw new UsageError(`${path} can't be read: ${foreignMessage(error)}`);
  });
  return { what: full, sectors: Math.ceil(size / bytesPerSector), added: null };
}

async function imageOfPaths(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
  paths: readonly string[],
  options: Options,
): Promise<Whole> {
  if (paths.length === 0) throw new UsageError('Nothing to burn: give paths, or an .iso file.');
  const { face, signal } = context;
  const sources = await sourcesOf(paths, options.into);
  const image = await imapi.createImage({
    recorder,
    importPrevious: false,
    signal,
    onProgress: (progress) => face.progress(ofImage(progress)),
    ...(options.volumeName === undefined ? {} : { volumeName: options.volumeName }),
  });
  const onError = options.skipUnreadable === true ? 'skip' : 'throw';
  const added = await addSources(context, image, sources, onError);
  const result = await image.createResult({ signal });
  return { what: result, sectors: result.totalBlocks, added };
}

export function burn(act: Act): Command {
  const command = withBurnOptions(
    withSourceOptions(
      withDriveOptions(newCommand('burn', 'record a whole disc', '<drive> <path…|image.iso>')),
      false,
    ),
  )
    .option('--overwrite', 'record it although the disc is not blank: what it holds is lost')
    .option('--close', 'close the disc')
    .option('-y, --yes', 'do not ask before data is destroyed');
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const { face } = context;
    const { target, rest } = splitTarget(given, options.virtual);
    await withDrive(target, options.images, async (imapi, recorder) => {
      const media = await recorder.media();
      const overwrites = !media.blank && options.overwrite === true;
      const path = isImageFile(rest) ? resolve(rest[0] ?? '') : null;
      const whole =
        path === null
          ? await imageOfPaths(context, imapi, recorder, rest, options)
          : await imageFile(path);
      const { sectors, added, what } = whole;
      const lines = [
        `To record: ${count(sectors, 'sector')}, ${megabytes(sectors * bytesPerSector)}${added === null ? '' : `, ${count(added.files, 'file')}`}`,
      ];
      const planned = { command: 'burn', overwrites, image: path, added, sectors } as const;
      const finish = (report: BurnReport | null, words: readonly string[]): void =>
        face.result({ ...planned, dryRun: report === null, report }, words);
      if (options.dryRun === true) {
        const loss = overwrites ? ['What the disc holds would be lost.'] : [];
        finish(null, [...lines, ...loss, 'Nothing was written: --dry-run.']);
        return;
      }
      if (overwrites)
        await confirm(context, 'Everything on the disc will be lost.', options.yes === true);
      for (const line of lines) face.say(line);
      const report = await burnImage(recorder, what, {
        ...burnOptions(context, options),
        overwrite: overwrites,
        closeMedia: options.close === true,
      });
      for (const warning of report.warnings) face.warn(warning);
      finish(report, reportInWords(report));
    });
    return 'done';
  });
}
