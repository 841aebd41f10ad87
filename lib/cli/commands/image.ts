import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import type { ImageFileSystem, ImageOptions } from '../../image/image-options.js';
import { open } from '../../open.js';
import { isMediaType, mediaTypes, type MediaType } from '../../recorder/media-types.js';
import { supportInfo } from '../../support.js';
import {
  newCommand,
  withImagesOption,
  withSourceOptions,
  withYesOption,
  type Act,
  type ImagesOptions,
  type SourceOptions,
} from '../command.js';
import { confirmReplacing } from '../confirm.js';
import { ofImage, ofSectors } from '../progress.js';
import { UsageError } from '../refusals.js';
import { addSources, sourcesOf } from '../sources.js';
import { count, megabytes } from '../text.js';

type Options = ImagesOptions &
  SourceOptions & {
    readonly media: string;
    readonly fileSystems?: string;
    readonly udfRevision?: string;
    readonly dryRun?: boolean;
    readonly yes?: boolean;
  };

const fileSystemNames: readonly string[] = ['iso9660', 'joliet', 'udf'];

function fileSystems(list: string): ImageFileSystem[] {
  const names = list.split(',');
  const unknown = names.find((name) => !fileSystemNames.includes(name));
  if (unknown === undefined) return names as ImageFileSystem[];
  throw new UsageError(
    `--file-systems: "${unknown}" is none. Known are ${fileSystemNames.join(', ')}.`,
  );
}

/** `2.50` is 0x250: binary-coded decimal, as IMAPI2FS has it. */
function udfRevision(text: string): number {
  const [, major, minor] = /^(\d)\.(\d\d)$/.exec(text) ?? [];
  if (major !== undefined && minor !== undefined) return Number.parseInt(`${major}${minor}`, 16);
  throw new UsageError(`--udf-revision is written as 1.02 or 2.50, and not as "${text}".`);
}

function mediaOf(name: string): MediaType {
  if (isMediaType(name)) return name;
  throw new UsageError(`--media: "${name}" is no medium. Known are ${mediaTypes.join(', ')}.`);
}

function imageOptions(options: Options): ImageOptions {
  const { fileSystems: systems, udfRevision: revision, volumeName } = options;
  return {
    media: mediaOf(options.media),
    // A file has no end that a disc would have.
    freeMediaBlocks: 0,
    ...(systems === undefined ? {} : { fileSystems: fileSystems(systems) }),
    ...(revision === undefined ? {} : { udfRevision: udfRevision(revision) }),
    ...(volumeName === undefined ? {} : { volumeName }),
  };
}

export function image(act: Act): Command {
  const command = withYesOption(
    withImagesOption(
      withSourceOptions(newCommand('image', 'make an .iso file', '<out.iso> <path…>'))
        .option('--media <type>', 'the kind of disc that it is for', 'dvd+rw')
        .option('--file-systems <list>', 'of iso9660, joliet and udf, with commas')
        .option('--udf-revision <revision>', 'as 1.02 or 2.50'),
    ).option('--dry-run', 'say what would be done, and write nothing'),
    'the file is replaced',
  );
  return act(command, async (context, given) => {
    const { face, signal } = context;
    const options = command.opts<Options>();
    const [out, ...paths] = given;
    if (out === undefined || paths.length === 0)
      throw new UsageError('image needs a file to make and paths to put in: image out.iso folder');
    const how = imageOptions(options);
    const sources = await sourcesOf(paths, options.into);
    const path = resolve(out);
    const dryRun = options.dryRun === true;
    const replaces = existsSync(path);
    if (!dryRun) await confirmReplacing(context, path, options.yes === true);
    // An image needs no drive: where Windows has no IMAPI2FS the virtual one makes it.
    const provider = options.images ?? (supportInfo().system ? 'system' : 'virtual');
    const imapi = await open({ provider: 'virtual', imageProvider: provider });
    try {
      const made = await imapi.createImage({ ...how, signal });
      const onError = options.skipUnreadable === true ? 'skip' : 'throw';
      const added = await addSources(context, made, sources, onError);
      const result = await made.createResult({
        signal,
        onProgress: (progress) => face.progress(ofImage(progress)),
      });
      if (!dryRun)
        await result.saveAs(path, {
          signal,
          onProgress: (progress) => face.progress(ofSectors('save', progress)),
        });
      const bytes = result.totalBlocks * result.blockSize;
      const { totalBlocks: sectors } = result;
      face.result({ command: 'image', dryRun, path, sectors, bytes, added }, [
        ...(dryRun && replaces ? [`${path} exists and would be replaced.`] : []),
        `${dryRun ? 'Would be' : 'Made'} ${path}: ${count(added.files, 'file')}, ${count(sectors, 'sector')}, ${megabytes(bytes)}`,
      ]);
    } finally {
      await imapi.close();
    }
    return 'done';
  });
}
