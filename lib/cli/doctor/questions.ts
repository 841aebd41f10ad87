import { failureOf } from '../failure.js';
import type { Answer, Outcome } from './report.js';

/** Every question, in the order of the report. docs/command-line.md has them too, and a test holds the two together. */
export const questions = {
  'threading-model': 'Is the threading model of every class registered, and which is it?',
  'fresh-image': 'Does a fresh image, made without a drive, say E_NOTIMPL for its modified blocks?',
  'stream-interfaces': 'Which interfaces does the stream of a fresh image answer?',
  'appended-list': 'Does an image that adds to an imported session name its modified blocks?',
  'appended-stream-interfaces': 'Which interfaces does the stream of such an image answer?',
  'stream-list': 'Does its stream have the same list as its result?',
  'list-order': 'Does the list begin with the new session, and end with the anchors?',
  'list-alignment': 'Do all ranges start and end at write units of the disc?',
  'list-burn': 'Does recording the ranges in their order give a disc with both sessions?',
  'foreign-recorder':
    'Do MsftWriteEngine2 and MsftDiscFormat2Data take a recorder that is not Windows’ own?',
  'drive-list-order':
    'Does the list for the disc in the drive begin with the new session, and end with the anchors?',
  'drive-list-alignment': 'Do the ranges of that list start and end at write units of the disc?',
  'append-without-force': 'Does an append with a list of ranges pass with ForceOverwrite FALSE?',
  'order-obeyed': 'Are the ranges recorded in the order of the list?',
  'event-thread': 'On which thread do the events of a write come?',
  'read-thread': 'On which thread is the stream read?',
  'write-figures': 'What do StartLba and SectorCount of the events count?',
  'full-verification': 'What does IMAPI_BURN_VERIFICATION_FULL read back?',
  'forced-list':
    'Does ForceOverwrite TRUE make IMAPI2 record the whole image although it has a list?',
  'power-loss': 'What is left after a power loss before the anchors are recorded?',
} as const;

export type QuestionId = keyof typeof questions;

/** What an experiment found. */
export interface Finding {
  readonly outcome: Outcome;
  readonly answer: string;
}

export const found = (is: boolean, answer: string): Finding => ({
  outcome: is ? 'yes' : 'no',
  answer,
});
export const seen = (answer: string): Finding => ({ outcome: 'seen', answer });
export const notPossible = (answer: string): Finding => ({ outcome: 'not-possible', answer });
export const notAsked = (answer: string): Finding => ({ outcome: 'not-asked', answer });

export type Findings = Partial<Record<QuestionId, Finding>>;

export const theSame = (ids: readonly QuestionId[], finding: Finding): Findings =>
  Object.fromEntries(ids.map((id) => [id, finding]));

export function answersOf(
  ids: readonly QuestionId[],
  findings: Findings,
  about: Answer['about'],
): Answer[] {
  return ids.map((id) => ({
    id,
    question: questions[id],
    about,
    ...(findings[id] ?? notPossible('An experiment before it failed.')),
  }));
}

/** A failed experiment is an answer too: what it asked for can't be had, and this is why. */
export async function tried(
  work: () => Promise<Findings>,
  ids: readonly QuestionId[],
): Promise<Findings> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const { code, message } = failureOf(error);
    return theSame(ids, notPossible(`It failed: ${message} (${code})`));
  }
}
