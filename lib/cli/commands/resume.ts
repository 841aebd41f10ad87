import { resolve as full } from 'node:path';
import type { Command } from 'commander';

import { resumeBurn } from '../../burn/resume-burn.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import { journalPlace } from '../journal-place.js';
import { withDrive } from '../opened.js';
import { ofBurn } from '../progress.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { count } from '../text.js';

export function resume(act: Act): Command {
  const command = withDriveOptions(
    newCommand('resume', 'finish a burn that was cut short', '<drive> [journal]'),
  );
  return act(command, async ({ face, signal }, given) => {
    const options = command.opts<DriveOptions>();
    const { target, rest } = splitTarget(given, options.virtual);
    const [file, ...more] = rest;
    if (more.length > 0) throw new UsageError('resume takes one journal.');
    await withDrive(target, options.images, async (_imapi, recorder) => {
      const journal = file === undefined ? journalPlace(target, recorder.info.id) : full(file);
      const report = await resumeBurn(recorder, journal, {
        signal,
        onProgress: (progress) => face.progress(ofBurn(progress)),
      });
      for (const warning of report.warnings) face.warn(warning);
      const end =
        report.discState === 'complete'
          ? `The new session is on the disc, whole. Recorded now: ${count(report.blocksPlanned, 'sector')}.`
          : 'The disc is as it was before that burn, and nothing needs finishing. What it should have added is still to be added.';
      face.result({ command: 'resume', journal, report }, [end]);
    });
    return 'done';
  });
}
