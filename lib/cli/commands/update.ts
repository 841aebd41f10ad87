import type { Command } from 'commander';

import { burnModified } from '../../burn/burn-modified.js';
import type { BurnReport } from '../../burn/burn-report.js';
import { whenWholeImage } from '../../burn/judge-update.js';
import { burnOptions } from '../burn-settings.js';
import {
  newCommand,
  withBurnOptions,
  withDriveOptions,
  withImagesOption,
  withRemoveOption,
  withSourceOptions,
  type Act,
  type BurnSettings,
  type DriveOptions,
  type ImagesOptions,
  type RemoveOptions,
  type SourceOptions,
} from '../command.js';
import { requireNoOverwrite } from '../disc-judgement.js';
import { editedImage, editOf } from '../edited-image.js';
import { journalFor, makeJournalFolder } from '../journal-place.js';
import { writeMap } from '../map-file.js';
import { planInWords } from '../plan-words.js';
import { planData } from '../results.js';
import { splitTarget } from '../target.js';
import { count, seconds } from '../text.js';
import { withDrive } from '../with-drive.js';
import { mapPath, withMapOptions, type MapOptions } from './plan.js';

type Options = DriveOptions &
  ImagesOptions &
  SourceOptions &
  RemoveOptions &
  BurnSettings &
  MapOptions & { readonly journal: string | boolean; readonly close?: boolean };

export function reportInWords(report: BurnReport): string[] {
  return [
    `Recorded ${count(report.blocksPlanned, 'sector')} in ${count(report.ranges, 'range')}, ${seconds(report.elapsed / 1000)}. Verified: ${report.verified}.`,
  ];
}

export function update(act: Act): Command {
  const summary = 'add to the disc, and record only what changed';
  const command = withMapOptions(
    withBurnOptions(
      withRemoveOption(
        withSourceOptions(
          withImagesOption(
            withDriveOptions(newCommand('update', summary, '<drive> <path…>'), true),
          ),
        ),
      ),
    ),
  )
    .option('--close', 'close the disc: a write-once disc then takes nothing more')
    .option('--journal <file>', 'keep the journal for resume here, and not in its usual place')
    .option('--no-journal', 'keep none: a burn cut among its anchors can then not be finished');
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const { face } = context;
    const { target, rest } = splitTarget(given, options.virtual);
    const edit = await editOf(rest, options);
    const map = await mapPath(context, options);
    const dryRun = options.dryRun === true;
    await withDrive(
      context,
      target,
      options,
      dryRun ? 'stand-in' : 'make',
      async (imapi, recorder) => {
        const { plan, media, added, result } = await editedImage(context, imapi, recorder, edit);
        requireNoOverwrite(media, plan);
        if (map !== null) await writeMap(map, plan, media);
        const journal = journalFor(plan, target, recorder.info.id, options.journal);
        if (plan.commitRanges === null && plan.mode === 'modified' && options.journal !== false)
          face.warn('There is no journal: the list of ranges does not end with anchors.');
        const planned = { command: 'update', plan: planData(plan), added, journal, map } as const;
        const lines = planInWords(plan, added);
        if (dryRun) {
          face.result({ ...planned, dryRun, report: null }, [
            ...lines,
            'Nothing was written: --dry-run.',
          ]);
          return;
        }
        for (const line of lines) face.say(line);
        if (journal !== null && options.journal === true) makeJournalFolder(journal);
        const report = await context.recording(() =>
          burnModified(recorder, result, {
            ...burnOptions(context, options),
            plan,
            whenWholeImage: whenWholeImage(media, 'reject'),
            closeMedia: options.close === true,
            ...(journal === null ? {} : { journal }),
          }),
        );
        for (const warning of report.warnings) face.warn(warning);
        face.result({ ...planned, dryRun, report }, reportInWords(report));
      },
    );
    return 'done';
  });
}
