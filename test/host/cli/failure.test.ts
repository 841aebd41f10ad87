import { describe, expect, test } from '@jest/globals';
import { BurnAbortedError, BurnError, ImapiError } from 'imapi2';

import { failureOf } from '#lib/cli/failure';
import { NotConfirmed, UsageError } from '#lib/cli/refusals';

const nothing = {
  operation: null,
  hresult: null,
  retryable: false,
  discState: null,
  report: null,
  mismatches: null,
};

describe('a failure as plain data', () => {
  test('of the command line itself has a code of its own', () => {
    expect(failureOf(new UsageError('What?'))).toEqual({
      ...nothing,
      code: 'USAGE',
      message: 'What?',
      exitCode: 2,
    });
    expect(failureOf(new NotConfirmed('No.'))).toMatchObject({
      code: 'NOT_CONFIRMED',
      exitCode: 5,
    });
  });

  test('of the system has the system’s code, and what is no error is said as it is', () => {
    const error = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    expect(failureOf(error)).toEqual({
      ...nothing,
      code: 'ENOENT',
      message: 'no such file',
      exitCode: 1,
    });
    for (const odd of [new Error('x'), Object.assign(new Error('x'), { code: 7 }), 'x'])
      expect(failureOf(odd)).toMatchObject({ code: 'FAILED', message: 'x', exitCode: 1 });
  });

  test('of a call has its HRESULT, its operation, and whether to try again', () => {
    const error = new ImapiError({
      code: 'E_IMAPI_RECORDER_MEDIA_BUSY',
      hresult: 0xc0aa0207,
      operation: 'IDiscFormat2Data::Write',
      message: 'busy',
    });
    expect(failureOf(error)).toMatchObject({
      code: 'E_IMAPI_RECORDER_MEDIA_BUSY',
      hresult: 0xc0aa0207,
      operation: 'IDiscFormat2Data::Write',
      retryable: true,
      exitCode: 4,
    });
  });

  test('of a burn says what the disc holds, what was done, and which sectors differ', () => {
    const report = { blocksPlanned: 64 };
    const failed = new BurnError({
      code: 'ERR_VERIFY_FAILED',
      hresult: null,
      operation: 'burnModified',
      message: 'differs',
      discState: 'complete',
      report,
      mismatches: Int32Array.of(16, 31, 40, 40),
    });
    expect(failureOf(failed)).toMatchObject({
      discState: 'complete',
      report,
      exitCode: 6,
      mismatches: [
        { startLba: 16, endLba: 31 },
        { startLba: 40, endLba: 40 },
      ],
    });
    const aborted = new BurnAbortedError('stopped', undefined, {
      driveError: null,
      discState: 'unknown',
      report,
    });
    expect(failureOf(aborted)).toMatchObject({
      code: 'ABORT_ERR',
      discState: 'unknown',
      report,
      exitCode: 8,
      mismatches: null,
    });
  });
});
