import type { Command } from 'commander';

import { ImapiError } from '../../errors/imapi-error.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import type { MediaInfo } from '../../recorder/media-info.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { count, grouped, table } from '../text.js';
import { withDrive } from '../with-drive.js';
import { driveName } from './devices.js';

/** The disc, or null for an empty tray. */
export async function mediaOrNone(recorder: DiscRecorder): Promise<MediaInfo | null> {
  try {
    return await recorder.media();
  } catch (error) {
    if (error instanceof ImapiError && error.code === 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA')
      return null;
    throw error;
  }
}

export function mediaInWords(media: MediaInfo | null): string[] {
  if (media === null) return ['Disc:    none'];
  const unit = media.writeUnit === null ? 'unknown' : count(media.writeUnit, 'sector');
  const speeds = media.writeSpeeds.map(({ sectorsPerSecond }) => grouped(sectorsPerSecond));
  const traits = [
    media.type,
    media.rewritable ? 'rewritable' : 'write-once or read-only',
    media.blank ? 'blank' : 'not blank',
  ];
  return [
    `Disc:    ${traits.join(', ')}`,
    ...table(
      [
        ['states', media.states.join(', ') || 'none'],
        ['size', count(media.totalSectors, 'sector')],
        ['free, as IMAPI2 says', count(media.freeSectors, 'sector')],
        ['write unit', unit],
        ['write speeds', speeds.length === 0 ? 'none' : `${speeds.join(', ')} sectors/s`],
        ['write protected', media.writeProtected.join(', ') || 'no'],
      ],
      '         ',
    ),
    ...media.warnings.map((warning) => `Warning: ${warning}`),
  ];
}

export function info(act: Act): Command {
  const command = withDriveOptions(newCommand('info', 'the drive and the disc in it', '<drive>'));
  return act(command, async (context, given) => {
    const { face } = context;
    const options = command.opts<DriveOptions>();
    const { target, rest } = splitTarget(given, options.virtual);
    if (rest.length > 0) throw new UsageError('info takes a drive and nothing else.');
    await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      const media = await mediaOrNone(recorder);
      const exclusiveOwner = await recorder.exclusiveOwner();
      const features = await recorder.features();
      const lines = [
        `Drive:   ${driveName(recorder.info)}`,
        `         ${recorder.info.volumePaths.join(' ')} ${recorder.info.id}`,
        `Held by: ${exclusiveOwner ?? 'nobody'}`,
        ...mediaInWords(media),
      ];
      face.result(
        { command: 'info', drive: recorder.info, media, exclusiveOwner, features },
        lines,
      );
    });
    return 'done';
  });
}
