import type { Command } from 'commander';

import type { Imapi } from '../../imapi.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import type { OpenOptions } from '../../open-options.js';
import { open } from '../../open.js';
import { newCommand, withDriveOptions, type Act, type DriveOptions } from '../command.js';
import { confirm, type Context } from '../context.js';
import { driveReport } from '../doctor/drive-report.js';
import { facts, threadingModels } from '../doctor/facts.js';
import { foreignRecorder, foreignQuestions } from '../doctor/foreign-recorder.js';
import { imageExperiments, imageQuestions } from '../doctor/image-experiments.js';
import {
  answersOf,
  notAsked,
  notPossible,
  theSame,
  tried,
  type Findings,
} from '../doctor/questions.js';
import type { Answer, DriveReport } from '../doctor/report.js';
import { doctorInWords } from '../doctor/words.js';
import { writeExperiments, writeQuestions } from '../doctor/write-experiments.js';
import { UsageError } from '../refusals.js';
import { virtualTarget } from '../target.js';

type Options = DriveOptions & { readonly writeTest?: boolean; readonly yes?: boolean };

const noImapi = notPossible('IMAPI2 and IMAPI2FS are not registered here.');

interface DriveWork {
  readonly drives: readonly DriveReport[];
  readonly findings: Findings;
}

async function writeTest(
  context: Context,
  imapi: Imapi,
  recorder: DiscRecorder,
  options: Options,
): Promise<Findings> {
  const media = await recorder.media();
  if (!media.rewritable)
    return theSame(writeQuestions, notPossible(`The disc, a ${media.type}, is not rewritable.`));
  await confirm(
    context,
    `The write test records on the ${media.type} in the drive, and may destroy what it holds.`,
    options.yes === true,
  );
  return tried(() => writeExperiments(context, imapi, recorder), writeQuestions);
}

/** The drives, or the one that was named; with --write-test what can be learned from it. */
async function askDrives(
  context: Context,
  how: OpenOptions,
  name: string | undefined,
  options: Options,
): Promise<DriveWork> {
  const imapi = await open(how);
  try {
    const recorder = name === undefined ? null : await imapi.recorder(name);
    const all = await imapi.recorders();
    const wanted = recorder === null ? all : all.filter(({ id }) => id === recorder.info.id);
    const drives: DriveReport[] = [];
    for (const drive of wanted) drives.push(await driveReport(imapi, drive));
    const [only] = wanted;
    if (options.writeTest !== true || only === undefined)
      return { drives, findings: theSame(writeQuestions, whyNot(options, wanted.length)) };
    const tested = recorder ?? (await imapi.recorder(only.id));
    return { drives, findings: await writeTest(context, imapi, tested, options) };
  } finally {
    await imapi.close();
  }
}

function whyNot({ writeTest: wanted }: Options, drives: number): ReturnType<typeof notAsked> {
  if (drives === 0) return notPossible('There is no drive.');
  return wanted === true
    ? notPossible('The write test needs a drive that is named.')
    : notAsked('It needs a rewritable disc that may be written, and --write-test.');
}

export function doctor(act: Act): Command {
  const command = withDriveOptions(
    newCommand('doctor', 'what a bug report needs, and what is known of this IMAPI2', '[drive]'),
  )
    .option('--write-test', 'record on the rewritable disc in the drive, and say what was seen')
    .option('-y, --yes', 'do not ask before data is destroyed');
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const [name, ...more] = given;
    if (more.length > 0) throw new UsageError('doctor takes one drive.');
    if (name !== undefined && options.virtual !== undefined)
      throw new UsageError('Give a drive or --virtual, and not both.');
    if (options.writeTest === true && name === undefined && options.virtual === undefined)
      throw new UsageError('--write-test needs a drive: doctor E: --write-test');
    const known = facts();
    const questions: Answer[] = [
      ...answersOf(
        ['threading-model'],
        { 'threading-model': threadingModels(known.classes) },
        'system',
      ),
    ];

    const images = options.images ?? 'system';
    const canAsk = known.binding.virtual && (images === 'virtual' || known.binding.system);
    context.signal.throwIfAborted();
    const ofImages = canAsk
      ? await tried(() => imageExperiments(images), imageQuestions)
      : theSame(imageQuestions, noImapi);
    questions.push(...answersOf(imageQuestions, ofImages, images));
    context.signal.throwIfAborted();
    const foreign = canAsk
      ? await tried(() => foreignRecorder(images), foreignQuestions)
      : theSame(foreignQuestions, noImapi);
    questions.push(...answersOf(foreignQuestions, foreign, images));

    context.signal.throwIfAborted();
    const { virtual } = options;
    const about = virtual === undefined ? 'system' : 'virtual';
    const how: OpenOptions =
      virtual === undefined ? {} : { provider: 'virtual', drives: [virtualTarget(virtual).drive] };
    const work =
      about === 'virtual' || known.binding.system
        ? await askDrives(context, how, name, options)
        : { drives: [], findings: theSame(writeQuestions, noImapi) };
    questions.push(...answersOf(writeQuestions, work.findings, about));

    const report = { ...known, drives: work.drives, questions };
    context.face.result({ command: 'doctor', report }, doctorInWords(report));
    return 'done';
  });
}
