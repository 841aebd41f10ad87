import { resolve as full } from 'node:path';
import type { Command } from 'commander';

import type { ResumeReport } from '../../burn/burn-report.js';
import { resumeBurn } from '../../burn/resume-burn.js';
import { ImapiError } from '../../errors/imapi-error.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import type { Context } from '../context.js';
import { journalPlace } from '../journal-place.js';
import { ofBurn } from '../progress.js';
import { UsageError } from '../refusals.js';
import { splitTarget } from '../target.js';
import { count } from '../text.js';
import { withDrive } from '../with-drive.js';

/** Null where there is no journal: no burn that kept it there is unfinished, which is no failure after a restart. */
async function resumed(
  { face, signal, recording }: Context,
  recorder: DiscRecorder,
  journal: string,
): Promise<ResumeReport | null> {
  try {
    return await recording(() =>
      resumeBurn(recorder, journal, {
        signal,
        onProgress: (progress) => face.progress(ofBurn(progress)),
      }),
    );
  } catch (error) {
    if (error instanceof ImapiError && error.code === 'ERR_JOURNAL_MISSING') return null;
    throw error;
  }
}

export function resume(act: Act): Command {
  const command = withDriveOptions(
    newCommand('resume', 'finish a burn that was cut short', '<drive> [journal]'),
  );
  return act(command, async (context, given) => {
    const { face } = context;
    const options = command.opts<DriveOptions>();
    const { target, rest } = splitTarget(given, options.virtual);
    const [file, ...more] = rest;
    if (more.length > 0) throw new UsageError('resume takes one journal.');
    await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      const journal = file === undefined ? journalPlace(target, recorder.info.id) : full(file);
      const report = await resumed(context, recorder, journal);
      if (report === null) {
        face.result({ command: 'resume', journal, report }, [
          `Nothing needs finishing: there is no journal ${journal}, and a burn that succeeded has removed its own.`,
        ]);
        return;
      }
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
