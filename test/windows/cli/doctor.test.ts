import { describe, expect, jest, test } from '@jest/globals';

import { imageExperiments } from '#lib/cli/doctor/image-experiments';
import { writeExperiments } from '#lib/cli/doctor/write-experiments';
import { questions } from '#lib/cli/doctor/questions';
import type { Context } from '#lib/cli/context';
import * as opening from '#lib/open';
import { supportInfo } from 'imapi2';

import { cli, json } from '../support/command-line';
import { newDisc, openDisc, recordedDisc, treeOnDisc, type DiscOptions } from '../support/disc';

// Generous, for a loaded machine: a hang still has a name.
jest.setTimeout(90_000);

interface Report {
  readonly binding: { readonly loaded: boolean };
  readonly classes: readonly { readonly name: string }[];
  readonly drives: readonly { readonly canLock: boolean }[];
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly questions: readonly { id: string; outcome: string; answer: string; about: string }[];
}

const quiet: Context = {
  signal: new AbortController().signal,
  recording: async (work) => work(),
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
    const { code, end } = await json(
      'doctor',
      '--virtual',
      await recordedDisc(),
      '--images',
      'virtual',
    );
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
      'drive-list-order': { outcome: 'yes', answer: expect.stringMatching(/hold the anchors/) },
      'drive-list-alignment': { outcome: 'yes', answer: 'All of them, to 16 sectors.' },
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
    const { code, end } = await json(
      'doctor',
      '--virtual',
      disc,
      '--images',
      'virtual',
      '--write-test',
    );
    expect({ code, end }).toMatchObject({
      code: 5,
      end: { report: { failure: { code: 'NOT_CONFIRMED' }, drives: [{ canLock: true }] } },
    });
    expect(await treeOnDisc(disc)).not.toContain('/imapi2-doctor/');
  });

  test.each([
    ['a disc file that is not there', 4, 'NO_DISC_FILE', newDisc],
    [
      'a disc file that somebody else has open',
      4,
      'ERR_DISC_IN_USE',
      async (): Promise<string> => {
        const disc = await recordedDisc();
        await openDisc(disc);
        return disc;
      },
    ],
  ] as const)('keeps what it learned before it met %s', async (_what, exitCode, failing, make) => {
    const disc = await make();
    const args = ['doctor', '--virtual', disc, '--images', 'virtual'];
    const { code, end } = await json(...args);
    const report = end['report'] as Report;
    expect({ code, type: end.type }).toEqual({ code: exitCode, type: 'result' });
    expect(report.failure).toMatchObject({ code: failing });
    expect(report.questions.map(({ id }) => id)).toEqual(Object.keys(questions));
    expect(report.questions.find(({ id }) => id === 'list-burn')).toMatchObject({ outcome: 'yes' });
    expect((await cli(args)).out).toContain(`Failed: ${report.failure?.message ?? 'nothing'}`);
  });

  test('tells of an empty drive that a test was to write in', async () => {
    const disc = await recordedDisc();
    const original = opening.open;
    const open = jest.spyOn(opening, 'open').mockImplementation((options) =>
      original({
        ...options,
        drives: options?.drives?.map((drive) => (drive.disc === disc ? {} : drive)) ?? [],
      }),
    );
    const { code, end } = await json(
      'doctor',
      '--virtual',
      disc,
      '--images',
      'virtual',
      '--write-test',
      '--yes',
    ).finally(() => open.mockRestore());
    expect({ code, end }).toMatchObject({
      code: 4,
      end: {
        report: { failure: { code: 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA' }, drives: [{ media: null }] },
      },
    });
  });
});
