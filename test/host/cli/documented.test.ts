import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';

import { questions } from '#lib/cli/doctor/questions';
import { exitCodes, exitOf } from '#lib/cli/exit-codes';
import { DiscRefused, NoDiscFile, NotConfirmed, UsageError } from '#lib/cli/refusals';
import { program } from '#lib/cli/program';
import { AbortError, BurnAbortedError, BurnError, ImapiError, type DiscState } from 'imapi2';

const text = readFileSync('docs/command-line.md', 'utf8');
const schema = JSON.parse(readFileSync('docs/command-line.schema.json', 'utf8')) as {
  definitions: { result: { oneOf: { properties: { command: { const: string } } }[] } };
};
const made = program('1.0.0', (command) => command);

/** The rows of the table that follows a comment, their cells trimmed. */
function rows(name: string): string[][] {
  const table = text.split(`<!-- ${name}`)[1]?.split(/\n\n/)[1] ?? '';
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/command-line.md', () => {
  test('has every exit code', () => {
    expect(rows('exit codes')).toEqual(
      Object.values(exitCodes).map(({ code, meaning }) => [String(code), meaning]),
    );
  });

  test('has every command as its help has it', () => {
    expect(rows('commands')).toEqual(
      made.commands.map((command) => [
        `\`${`${command.name()} ${command.usage().replace(/\s*\[options\]$/, '')}`.trim().replaceAll('|', '\\|')}\``,
        command.summary(),
      ]),
    );
  });

  test('has every question of doctor', () => {
    expect(rows('questions')).toEqual(
      Object.entries(questions).map(([id, question]) => [`\`${id}\``, question]),
    );
  });
});

test('the schema of --json has a result for every command', () => {
  const documented = schema.definitions.result.oneOf.map(
    ({ properties }) => properties.command.const,
  );
  expect(documented).toEqual(made.commands.map((command) => command.name()));
});

test('the schema lets fields be that a later version adds, and so does not say what the text denies', () => {
  const check = new Ajv().compile(schema);
  const later = { since: 'a later version' };
  const range = { startLba: 0, endLba: 1, ...later };
  expect(check({ type: 'note', message: 'x', ...later })).toBe(true);
  expect(
    check({
      type: 'result',
      command: 'verify',
      same: false,
      sectors: 2,
      files: 0,
      mismatches: [range],
      differences: [],
      ...later,
    }),
  ).toBe(true);
  expect(check({ type: 'note', ...later })).toBe(false);
  expect(JSON.stringify(schema)).not.toContain('additionalProperties');
});

describe('the exit code', () => {
  const details = { hresult: null, operation: 'x', message: 'x' };
  const imapi = (code: ImapiError['code']): ImapiError => new ImapiError({ ...details, code });
  const burn = (discState: DiscState, code: ImapiError['code'] = 'E_FAIL'): BurnError =>
    new BurnError({ ...details, code, discState, report: {}, mismatches: null });
  const aborted = (discState: DiscState): BurnAbortedError =>
    new BurnAbortedError('x', undefined, { driveError: null, discState, report: {} });

  test.each([
    [new UsageError('x'), 'usage'],
    [new NotConfirmed('x'), 'notConfirmed'],
    [new Error('x'), 'failed'],
    [imapi('ERR_UNSUPPORTED_PLATFORM'), 'unsupported'],
    [new NoDiscFile('x'), 'drive'],
    [new DiscRefused('ERR_NOT_APPENDABLE', 'x'), 'failed'],
    [imapi('E_IMAPI_RECORDER_MEDIA_NO_MEDIA'), 'drive'],
    [imapi('ERR_DISC_IN_USE'), 'drive'],
    [imapi('IMAPI_E_IMAGE_SIZE_LIMIT'), 'failed'],
    [burn('old-session-valid'), 'burnFailed'],
    [burn('unchanged'), 'burnFailed'],
    [burn('commit-interrupted'), 'discUnsure'],
    [burn('unknown'), 'discUnsure'],
    [burn('complete', 'ERR_VERIFY_FAILED'), 'differs'],
    [burn('unknown', 'ERR_VERIFY_FAILED'), 'discUnsure'],
    [burn('unchanged', 'E_IMAPI_RECORDER_LOCKED'), 'drive'],
    [burn('old-session-valid', 'E_IMAPI_RECORDER_LOCKED'), 'burnFailed'],
    [burn('complete'), 'failed'],
    [imapi('ERR_BINDING_NOT_LOADED'), 'unsupported'],
    [imapi('REGDB_E_CLASSNOTREG'), 'unsupported'],
    [imapi('E_IMAPI_RECORDER_LOCKED'), 'drive'],
    [imapi('ERR_VERIFY_FAILED'), 'differs'],
    ['x', 'failed'],
    [aborted('old-session-valid'), 'cancelled'],
    [aborted('complete'), 'cancelled'],
    [aborted('commit-interrupted'), 'discUnsure'],
    [aborted('unknown'), 'discUnsure'],
    [new AbortError('x', undefined), 'cancelled'],
    [Object.assign(new Error('x'), { name: 'AbortError' }), 'cancelled'],
  ] as const)('of %p is that of %s', (error, name) => {
    expect(exitOf(error)).toBe(name);
  });
});
