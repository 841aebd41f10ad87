import type { Command } from 'commander';

import type { EraseProgress } from '../../recorder/erase-progress.js';
import {
  newCommand,
  withDriveOptions,
  withYesOption,
  type Act,
  type DriveOptions,
} from '../command.js';
import { confirm } from '../confirm.js';
import { requireErasable } from '../disc-judgement.js';
import { part, type Progress } from '../progress.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { withDrive } from '../with-drive.js';

/** The estimate may be passed: the bar must not be full before it is done. */
function ofErase({ elapsed, estimatedTotal }: EraseProgress): Progress {
  const fraction = part(elapsed, estimatedTotal);
  return {
    phase: 'erase',
    fraction: fraction === null ? null : Math.min(0.999, fraction),
    done: Math.round(elapsed / 1000),
    total: Math.round(estimatedTotal / 1000),
    unit: 'seconds',
    item: null,
    burn: null,
  };
}

export function erase(act: Act): Command {
  const command = withYesOption(
    withDriveOptions(newCommand('erase', 'make the disc blank', '<drive>'))
      .option('--full', 'every sector, which takes as long as a full burn')
      .option('--dry-run', 'say what would be done, and erase nothing'),
    'data is destroyed',
  );
  return act(command, async (context, given) => {
    const options = command.opts<
      DriveOptions & { full?: boolean; dryRun?: boolean; yes?: boolean }
    >();
    const { face, signal } = context;
    const full = options.full === true;
    const { target, rest } = splitTarget(given, options.virtual);
    if (rest.length > 0) throw new UsageError('erase takes a drive and nothing else.');
    await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      const media = await recorder.media();
      requireErasable(media);
      const what = `Everything on the ${media.type} in the drive will be lost.`;
      if (options.dryRun === true) {
        const line = media.blank ? 'The disc is blank already.' : what;
        face.result({ command: 'erase', full, dryRun: true }, [
          line,
          'Nothing was erased: --dry-run.',
        ]);
        return;
      }
      if (!media.blank) await confirm(context, what, options.yes === true);
      face.say('Erasing. This cannot be stopped once it has begun.');
      await context.recording(() =>
        recorder.erase({
          full,
          signal,
          onProgress: (progress) => face.progress(ofErase(progress)),
        }),
      );
      face.result({ command: 'erase', full, dryRun: false }, ['The disc is blank.']);
    });
    return 'done';
  });
}
