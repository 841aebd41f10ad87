import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import { burnImage } from '../../burn/burn-image.js';
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
  withImagesOption,
  withSourceOptions,
  withYesOption,
  type Act,
  type BurnSettings,
  type DriveOptions,
  type ImagesOptions,
  type SourceOptions,
} from '../command.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
import { requireRoom, requireWholeBurn } from '../disc-judgement.js';
import { ofImage } from '../progress.js';
import { UsageError } from '../refusals.js';
import { addSources, sourcesOf, type Added, type Source } from '../sources.js';
import { splitTarget } from '../target.js';
import { count, megabytes } from '../text.js';
import { withDrive } from '../with-drive.js';
import { reportInWords } from './update.js';

type Options = DriveOptions &
  ImagesOptions &
  SourceOptions &
  BurnSettings & { readonly overwrite?: boolean; readonly yes?: boolean; readonly close?: boolean };

/** What is to be recorded, as it was asked for: an .iso file, or what an image is made of. */
type Asked =
  | { readonly kind: 'file'; readonly path: string; readonly sectors: number }
  | { readonly kind: 'paths'; readonly sources: readonly Source[] };

/** What is to be recorded. */
interface Whole {
  readonly what: ImageResult | string;
  readonly sectors: number;
  readonly added: Added | null;
}

/** One path that ends in .iso is an image file; among others it is a file like any other. */
export function isImageFile(paths: readonly string[]): boolean {
  return paths.length === 1 && /\.iso$/i.test(paths[0] ?? '');
}

/** Options for the files that an image is made of say nothing of an image that is there. */
export function refuseSourceOptions(options: Partial<Record<keyof SourceOptions, unknown>>): void {
  const names = {
    into: '--into',
    volumeName: '--volume-name',
    skipUnreadable: '--skip-unreadable',
  };
  for (const [key, name] of Object.entries(names))
    if (options[key as keyof SourceOptions] !== undefined)
      throw new UsageError(`${name} is for files and folders: an .iso is taken as it is.`);
}

async function imageFile(path: string): Promise<Asked> {
  const full = resolve(path);
  const { size } = await stat(full).catch((error: unknown) => {
    throw new UsageError(`${path} can't be read: ${foreignMessage(error)}`);
  });
  if (size === 0 || size % bytesPerSector !== 0)
    throw new UsageError(
      `${path} is no image of a disc: its ${count(size, 'byte')} are not sectors of ${bytesPerSector}.`,
    );
  return { kind: 'file', path: full, sectors: size / bytesPerSector };
}

async function askedFor(paths: readonly string[], options: Options): Promise<Asked> {
  if (paths.length === 0) throw new UsageError('Nothing to burn: give paths, or an .iso file.');
  if (!isImageFile(paths)) return { kind: 'paths', sources: await sourcesOf(paths, options.into) };
  refuseSourceOptions(options);
  return imageFile(paths[0] ?? '');
}

async function wholeOf(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
  asked: Asked,
  options: Options,
): Promise<Whole> {
  if (asked.kind === 'file') return { what: asked.path, sectors: asked.sectors, added: null };
  const { face, signal } = context;
  const image = await imapi.createImage({
    recorder,
    importPrevious: false,
    signal,
    onProgress: (progress) => face.progress(ofImage(progress)),
    ...(options.volumeName === undefined ? {} : { volumeName: options.volumeName }),
  });
  const onError = options.skipUnreadable === true ? 'skip' : 'throw';
  const added = await addSources(context, image, asked.sources, onError);
  const result = await image.createResult({ signal });
  return { what: result, sectors: result.totalBlocks, added };
}

export function burn(act: Act): Command {
  const command = withYesOption(
    withBurnOptions(
      withSourceOptions(
        withImagesOption(
          withDriveOptions(
            newCommand('burn', 'record a whole disc', '<drive> <path…|image.iso>'),
            true,
          ),
        ),
      ),
    )
      .option('--overwrite', 'record it although the disc is not blank: what it holds is lost')
      .option('--close', 'close the disc'),
    'data is destroyed',
  );
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const { face } = context;
    const { target, rest } = splitTarget(given, options.virtual);
    const asked = await askedFor(rest, options);
    const settings = burnOptions(context, options);
    const dryRun = options.dryRun === true;
    await withDrive(
      context,
      target,
      options,
      dryRun ? 'stand-in' : 'make',
      async (imapi, recorder) => {
        const media = await recorder.media();
        requireWholeBurn(media, options.overwrite === true);
        const overwrites = !media.blank;
        const { what, sectors, added } = await wholeOf(context, imapi, recorder, asked, options);
        requireRoom(media, sectors);
        const files = added === null ? '' : `, ${count(added.files, 'file')}`;
        const size = `To record: ${count(sectors, 'sector')}, ${megabytes(sectors * bytesPerSector)}${files}`;
        const image = asked.kind === 'file' ? asked.path : null;
        const planned = { command: 'burn', dryRun, overwrites, image, added, sectors } as const;
        if (dryRun) {
          const loss = overwrites ? ['What the disc holds would be lost.'] : [];
          face.result({ ...planned, report: null }, [
            size,
            ...loss,
            'Nothing was written: --dry-run.',
          ]);
          return;
        }
        if (overwrites)
          await confirm(context, 'Everything on the disc will be lost.', options.yes === true);
        face.say(size);
        const report = await context.recording(() =>
          burnImage(recorder, what, {
            ...settings,
            overwrite: overwrites,
            closeMedia: options.close === true,
          }),
        );
        for (const warning of report.warnings) face.warn(warning);
        face.result({ ...planned, report }, reportInWords(report));
      },
    );
    return 'done';
  });
}
