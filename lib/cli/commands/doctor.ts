import type { Command } from 'commander';

import type { Imapi } from '../../imapi.js';
import type { DiscRecorder } from '../../recorder/disc-recorder.js';
import { open } from '../../open.js';
import {
  newCommand,
  withDriveOptions,
  withImagesOption,
  withYesOption,
  type Act,
  type DriveOptions,
  type ImagesOptions,
} from '../command.js';
import { confirm } from '../confirm.js';
import type { Context } from '../context.js';
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
  type QuestionId,
} from '../doctor/questions.js';
import type { Answer, DriveReport } from '../doctor/report.js';
import { doctorInWords } from '../doctor/words.js';
import { writeExperiments, writeQuestions } from '../doctor/write-experiments.js';
import { exitOf } from '../exit-codes.js';
import { failureOf } from '../failure.js';
import { UsageError } from '../refusals.js';
import { virtualTarget, type Target } from '../target.js';
import { openOptions } from '../with-drive.js';

type Options = DriveOptions &
  ImagesOptions & { readonly writeTest?: boolean; readonly yes?: boolean };

const noImapi = notPossible('IMAPI2 and IMAPI2FS are not registered here.');

interface DriveWork {
  readonly drives: readonly DriveReport[];
  readonly findings: Findings;
  readonly failure: unknown;
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
  return tried(
    () => context.recording(() => writeExperiments(context, imapi, recorder)),
    writeQuestions,
  );
}

/** Where the one that was named can't be had, the others may say why. */
async function openNamed(imapi: Imapi, name: string, drives: DriveReport[]): Promise<DiscRecorder> {
  try {
    return await imapi.recorder(name);
  } catch (error) {
    for (const drive of await imapi.recorders()) drives.push(await driveReport(imapi, drive));
    throw error;
  }
}

/** The drives, or the one that was named, into `drives`; with --write-test what can be learned from it. */
async function askOpened(
  context: Context,
  imapi: Imapi,
  name: string | undefined,
  options: Options,
  drives: DriveReport[],
): Promise<Findings> {
  const recorder = name === undefined ? null : await openNamed(imapi, name, drives);
  const all = await imapi.recorders();
  const wanted = recorder === null ? all : all.filter(({ id }) => id === recorder.info.id);
  for (const drive of wanted) drives.push(await driveReport(imapi, drive));
  const [only] = wanted;
  if (options.writeTest !== true || only === undefined)
    return theSame(writeQuestions, whyNot(options, wanted.length));
  return writeTest(context, imapi, recorder ?? (await imapi.recorder(only.id)), options);
}

/** A drive that fails is what a report is wanted for: what was learned before it is not lost with it. */
async function askDrives(
  context: Context,
  target: Target | null,
  name: string | undefined,
  options: Options,
): Promise<DriveWork> {
  const drives: DriveReport[] = [];
  try {
    const imapi = await open(target === null ? {} : openOptions(target));
    try {
      const findings = await askOpened(context, imapi, name, options, drives);
      return { drives, findings, failure: null };
    } finally {
      await imapi.close();
    }
  } catch (failure) {
    if (failure instanceof Error && failure.name === 'AbortError') throw failure;
    const { message } = failureOf(failure);
    return { drives, findings: theSame(writeQuestions, notPossible(message)), failure };
  }
}

function whyNot({ writeTest: wanted }: Options, drives: number): ReturnType<typeof notAsked> {
  if (drives === 0) return notPossible('There is no drive.');
  return wanted === true
    ? notPossible('The write test needs a drive that is named.')
    : notAsked('It needs a rewritable disc that may be written, and --write-test.');
}

async function ofImages(
  context: Context,
  canAsk: boolean,
  ids: readonly QuestionId[],
  experiments: () => Promise<Findings>,
): Promise<Findings> {
  context.signal.throwIfAborted();
  return canAsk ? tried(experiments, ids) : theSame(ids, noImapi);
}

export function doctor(act: Act): Command {
  const summary = 'what a bug report needs, and what is known of this IMAPI2';
  const command = withYesOption(
    withImagesOption(withDriveOptions(newCommand('doctor', summary, '[drive]'))).option(
      '--write-test',
      'record on the rewritable disc in the drive, and say what was seen',
    ),
    'data is destroyed',
  );
  return act(command, async (context, given) => {
    const options = command.opts<Options>();
    const [name, ...more] = given;
    if (more.length > 0) throw new UsageError('doctor takes one drive.');
    if (name !== undefined && options.virtual !== undefined)
      throw new UsageError('Give a drive or --virtual, and not both.');
    if (options.writeTest === true && name === undefined && options.virtual === undefined)
      throw new UsageError('--write-test needs a drive: doctor E: --write-test');
    const target = options.virtual === undefined ? null : virtualTarget(options.virtual);
    const known = facts();
    const images = options.images ?? 'system';
    const canAsk = known.binding.virtual && (images === 'virtual' || known.binding.system);
    const imageFindings = await ofImages(context, canAsk, imageQuestions, () =>
      imageExperiments(images),
    );
    const foreignFindings = await ofImages(context, canAsk, foreignQuestions, () =>
      foreignRecorder(images),
    );
    context.signal.throwIfAborted();
    const about = target === null ? 'system' : 'virtual';
    const work =
      about === 'virtual' || known.binding.system
        ? await askDrives(context, target, name, options)
        : { drives: [], findings: theSame(writeQuestions, noImapi), failure: null };

    const models = { 'threading-model': threadingModels(known.classes) };
    const questions: Answer[] = [
      ...answersOf(['threading-model'], models, 'system'),
      ...answersOf(imageQuestions, imageFindings, images),
      ...answersOf(foreignQuestions, foreignFindings, images),
      ...answersOf(writeQuestions, work.findings, about),
    ];
    const failure = work.failure === null ? null : failureOf(work.failure);
    const report = {
      ...known,
      drives: work.drives,
      failure: failure === null ? null : { code: failure.code, message: failure.message },
      questions,
    };
    context.face.result({ command: 'doctor', report }, doctorInWords(report));
    return work.failure === null ? 'done' : exitOf(work.failure);
  });
}
