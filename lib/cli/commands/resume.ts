import { resolve as full } from 'node:path';
import type { Command } from 'commander';

import type { BurnProgress } from '../../burn/burn-progress.js';
import { rehearseResume, resumeBurn } from '../../burn/resume-burn.js';
import { ImapiError } from '../../errors/imapi-error.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import type { Context } from '../context.js';
import { journalPlace } from '../journal-place.js';
import { ofBurn } from '../progress.js';
import { UsageError } from '../refusals.js';
import type { CommandResult } from '../results.js';
import { splitTarget } from '../target.js';
import { count } from '../text.js';
import { withDrive } from '../with-drive.js';

type Report = Extract<CommandResult, { readonly command: 'resume' }>['report'];

/** Null where there is no journal: no burn that kept it there is unfinished, which is no failure after a restart. */
async function resumed(
  { face, signal, recording }: Context,
  recorder: DiscRecorder,
  journal: string,
  dryRun: boolean,
): Promise<Report> {
  const options = {
    signal,
    onProgress: (progress: BurnProgress) => face.progress(ofBurn(progress)),
  };
  try {
    return dryRun
      ? await rehearseResume(recorder, journal, options)
      : await recording(() => resumeBurn(recorder, journal, options));
  } catch (error) {
    if (error instanceof ImapiError && error.code === 'ERR_JOURNAL_MISSING') return null;
    throw error;
  }
}

function inWords(report: Report, journal: string): string {
  if (report === null)
    return `Nothing needs finishing: there is no journal ${journal}, and a burn that succeeded has removed its own.`;
  const sectors = count(report.blocksPlanned, 'sector');
  if (report.discState === 'commit-interrupted')
    return `The burn was cut in its last part. To be recorded: ${sectors}.`;
  if (report.discState === 'complete')
    return `The new session is on the disc, whole. Recorded now: ${sectors}.`;
  return 'The disc is as it was before that burn, and nothing needs finishing. What it should have added is still to be added.';
}

export function resume(act: Act): Command {
  const command = withDriveOptions(
    newCommand('resume', 'finish a burn that was cut short', '<drive> [journal]'),
  ).option('--dry-run', 'look at the disc, say what would be done, and write nothing');
  return act(command, async (context, given) => {
    const { face } = context;
    const options = command.opts<DriveOptions & { dryRun?: boolean }>();
    const { target, rest } = splitTarget(given, options.virtual);
    const [file, ...more] = rest;
    if (more.length > 0) throw new UsageError('resume takes one journal.');
    const dryRun = options.dryRun === true;
    await withDrive(context, target, options, 'refuse', async (_imapi, recorder) => {
      const journal = file === undefined ? journalPlace(target, recorder.info.id) : full(file);
      const report = await resumed(context, recorder, journal, dryRun);
      for (const warning of report?.warnings ?? []) face.warn(warning);
      const lines = [
        inWords(report, journal),
        ...(dryRun ? ['Nothing was written: --dry-run.'] : []),
      ];
      face.result({ command: 'resume', dryRun, journal, report }, lines);
    });
    return 'done';
  });
}
