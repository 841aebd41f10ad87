import type { Command } from 'commander';

import type { FileSystemImage } from '../../image/file-system-image.js';
import type { ImageEntry } from '../../image/image-entry.js';
import {
  newCommand,
  withDriveOptions,
  withImagesOption,
  type Act,
  type DriveOptions,
  type ImagesOptions,
} from '../command.js';
import { ofImage } from '../progress.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { count, harmlessName, table } from '../text.js';
import { withDrive } from '../with-drive.js';

async function entriesOf(
  image: FileSystemImage,
  path: string,
  deep: boolean,
  signal: AbortSignal,
): Promise<ImageEntry[]> {
  const entries: ImageEntry[] = [];
  for (const entry of await image.list(path)) {
    signal.throwIfAborted();
    entries.push(entry);
    if (deep && entry.type === 'directory')
      entries.push(...(await entriesOf(image, entry.path, deep, signal)));
  }
  return entries;
}

function row({ type, path, bytes, modified }: ImageEntry): (string | number)[] {
  const time = modified === null ? '' : modified.toISOString().slice(0, 19).replace('T', ' ');
  const name = harmlessName(path);
  return [type === 'directory' ? '' : bytes, time, type === 'directory' ? `${name}/` : name];
}

export function ls(act: Act): Command {
  const command = withImagesOption(
    withDriveOptions(newCommand('ls', 'what is on the disc', '<drive> [path]')),
  ).option('-r, --recursive', 'with all that is in its folders');
  return act(command, async (context, given) => {
    const { face, signal } = context;
    const options = command.opts<DriveOptions & ImagesOptions & { recursive?: boolean }>();
    const { target, rest } = splitTarget(given, options.virtual);
    const [path = '/', ...more] = rest;
    if (more.length > 0) throw new UsageError('ls takes one path.');
    await withDrive(context, target, options, 'refuse', async (imapi, recorder) => {
      const image = await imapi.createImage({
        recorder,
        signal,
        onProgress: (progress) => face.progress(ofImage(progress)),
      });
      const entries = await entriesOf(image, path, options.recursive === true, signal);
      const { volumeName, freeMediaBlocks: freeSectors } = image;
      face.result({ command: 'ls', volumeName, path, freeSectors, entries }, [
        ...table(entries.map(row), ''),
        `${JSON.stringify(volumeName)}: ${count(entries.length, 'entry').replace('entrys', 'entries')}, ${count(freeSectors, 'sector')} free`,
      ]);
    });
    return 'done';
  });
}
