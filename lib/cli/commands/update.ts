import type { Command } from 'commander';

import { burnModified } from '../../burn/burn-modified.js';
import type { BurnReport } from '../../burn/burn-report.js';
import type { BurnOptions } from '../../burn/burn-options.js';
import type { MediaInfo } from '../../recorder/media-info.js';
import { burnOptions, writeSpeed } from '../burn-settings.js';
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
import { editedImage } from '../edited-image.js';
import { chosenJournal } from '../journal-place.js';
import { writeMap } from '../map-file.js';
import { withDrive } from '../opened.js';
import { planInWords } from '../plan-words.js';
import { planData } from '../results.js';
import { splitTarget } from '../target.js';
import { count, seconds } from '../text.js';
import { withMapOptions, type MapOptions } from './plan.js';

type Options = DriveOptions &
  SourceOptions &
  BurnSettings &
  MapOptions & { readonly journal: string | boolean; readonly close?: boolean };

/** A blank or write-once disc gets its session whole: there it is nothing but added. On others that would be an overwrite. */
function whenWhole(media: MediaInfo): NonNullable<BurnOptions['whenWholeImage']> {
  if (media.blank) return 'if-blank';
  return media.rewritable ? 'reject' : 'burn';
}

export function reportInWords(report: BurnReport): string[] {
  return [
    `Recorded ${count(report.blocksPlanned, 'sector')} in ${count(report.ranges, 'range')}, ${seconds(report.elapsed / 1000)}. Verified: ${report.verified}.`,
  ];
}

export function update(act: Act): Command {
  const command = withMapOptions(
    withBurnOptions(
      withSourceOptions(
        withDriveOptions(
          newCommand('update', 'add to the disc, and record only what changed', '<drive> <path…>'),
        ),
        true,
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
    const speed = writeSpeed(options.speed);
    await withDrive(target, options.images, async (imapi, recorder) => {
      const edited = await editedImage(context, imapi, recorder, rest, {
        ...options,
        ...(speed === null ? {} : { writeSpeed: speed }),
      });
      const { plan, media, added, result } = edited;
      const map = await writeMap(options.map, plan, media);
      // What can't be finished from a journal needs none: a first session, and a list with no anchors at its end.
      const journal =
        plan.commitRanges === null
          ? null
          : chosenJournal(target, recorder.info.id, options.journal);
      if (plan.commitRanges === null && plan.mode === 'modified' && options.journal !== false)
        face.warn('There is no journal: the list of ranges does not end with anchors.');
      const planned = { command: 'update', plan: planData(plan), added, journal, map } as const;
      const lines = planInWords(plan, added);
      if (options.dryRun === true) {
        face.result({ ...planned, dryRun: true, report: null }, [
          ...lines,
          'Nothing was written: --dry-run.',
        ]);
        return;
      }
      for (const line of lines) face.say(line);
      const report = await burnModified(recorder, result, {
        ...burnOptions(context, options),
        plan,
        whenWholeImage: whenWhole(media),
        closeMedia: options.close === true,
        ...(journal === null ? {} : { journal }),
      });
      for (const warning of report.warnings) face.warn(warning);
      face.result({ ...planned, dryRun: false, report }, reportInWords(report));
    });
    return 'done';
  });
}
