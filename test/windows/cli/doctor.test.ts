import { describe, expect, jest, test } from '@jest/globals';

import { imageExperiments } from '#lib/cli/doctor/image-experiments';
import { writeExperiments } from '#lib/cli/doctor/write-experiments';
import { questions } from '#lib/cli/doctor/questions';
import type { Context } from '#lib/cli/context';
import { supportInfo } from 'imapi2';

import { cli, json } from '../support/command-line';
import { newDisc, openDisc, recordedDisc, type DiscOptions } from '../support/disc';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

interface Report {
  readonly binding: { readonly loaded: boolean };
  readonly classes: readonly { readonly name: string }[];
  readonly drives: readonly { readonly canLock: boolean }[];
  readonly questions: readonly { id: string; outcome: string; answer: string; about: string }[];
}

const quiet: Context = {
  signal: new AbortController().signal,
  face: {
    say: () => undefined,
    warn: () => undefined,
    progress: () => undefined,
    result: () => undefined,
    fail: () => undefined,
    ask: () => Promise.resolve(null),
    close: () => undefined,
  },
};

async function writeFindings(options: DiscOptions): Promise<Record<string, unknown>> {
  const { imapi, recorder } = await openDisc(await recordedDisc(), options);
  const findings = await writeExperiments(quiet, imapi, recorder);
  await imapi.close();
  return findings;
}

describe('imapi2 doctor', () => {
  test('has an answer or a reason for every question, and for a drive what it is', async () => {
    const { code, end } = await json('doctor', '--virtual', newDisc(), '--images', 'virtual');
    const report = end['report'] as Report;
    expect(code).toBe(0);
    expect(report.binding.loaded).toBe(true);
    expect(report.classes.map(({ name }) => name)).toContain('MsftDiscFormat2Data');
    expect(report.drives).toMatchObject([{ canLock: true }]);
    expect(report.questions.map(({ id }) => id)).toEqual(Object.keys(questions));
    const outcomes = Object.fromEntries(report.questions.map((one) => [one.id, one.outcome]));
    expect(outcomes).toMatchObject({
      'fresh-image': 'yes',
      'stream-interfaces': 'seen',
      'appended-list': 'yes',
      'stream-list': 'yes',
      'list-order': 'yes',
      'list-alignment': 'yes',
      'list-burn': 'yes',
      'foreign-recorder': 'yes',
      'append-without-force': 'not-asked',
    });
  });

  test('says in words what this machine lacks', async () => {
    const { code, out } = await cli(['doctor']);
    expect(code).toBe(0);
    expect(out).toContain('Classes:');
    if (!supportInfo().system) expect(out).toContain('not possible here');
  });

  test('finds other answers where IMAPI2FS gives others', async () => {
    expect(await imageExperiments('virtual', { 'block-ranges': 'e-notimpl' })).toMatchObject({
      'appended-list': { outcome: 'no' },
    });
    expect(
      await imageExperiments('virtual', { 'block-ranges': 'unaligned', 'stream-ranges': 'none' }),
    ).toMatchObject({ 'stream-list': { outcome: 'no' }, 'list-alignment': { outcome: 'no' } });
  });

  test('learns from a write what Write does with its stream and its sink', async () => {
    expect(await writeFindings({ speed: 400 })).toMatchObject({
      'append-without-force': { outcome: 'yes' },
      'event-thread': { answer: 'On the thread that called Write.' },
      // It reads ahead on a thread of its own, and verifies on the one that called.
      'read-thread': { answer: 'On the thread that called Write, and on 1 other(s).' },
      'write-figures': { answer: expect.stringMatching(/^The range at hand/) },
      'full-verification': { answer: expect.stringMatching(/^Only the ranges/) },
      'forced-list': { outcome: 'no' },
      'power-loss': { outcome: 'not-possible' },
    });
  });

  test('learns the other answers where the drive gives others', async () => {
    const switches = {
      'stream-reads': 'calling-thread',
      'write-figures': 'per-image',
      'full-verification': 'whole-image',
      'range-list': 'ignored-when-forced',
    };
    expect(await writeFindings({ speed: 2000, switches })).toMatchObject({
      'read-thread': { answer: 'On the thread that called Write.' },
      'write-figures': { answer: expect.stringMatching(/^The whole image/) },
      'full-verification': { answer: expect.stringMatching(/^More than the ranges/) },
      'forced-list': { outcome: 'yes' },
    });
    expect(await writeFindings({ switches: { 'append-without-force': 'refused' } })).toMatchObject({
      'append-without-force': { outcome: 'no' },
    });
  });

  test('writes nothing unless it was asked to, and then asks', async () => {
    const disc = await recordedDisc();
    expect(await json('doctor', '--virtual', disc, '--write-test')).toMatchObject({
      code: 5,
      end: { code: 'NOT_CONFIRMED' },
    });
  });
});
