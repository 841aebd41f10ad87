import { describe, expect, test } from '@jest/globals';
import { BurnAbortedError, BurnError, ImapiError } from 'imapi2';

import { CallSite } from '#lib/errors/call-site';
import { hresults } from '#lib/errors/hresults';
import { foreignMessage } from '#lib/errors/foreign-errors';
import { Refusal } from '#lib/errors/refusal';
import type { NativeFailure } from '#lib/native/binding';

import { failureOf } from '../../jest/failure-of';
import { fakeImapi, rejects } from '../fakes/fake-binding';

const locked: NativeFailure = {
  hresult: 0xc0aa0210,
  code: null,
  operation: 'IDiscRecorder2::AcquireExclusiveAccess',
  message: 'Das Laufwerk ist gesperrt.',
};

function errorOf(
  failure: NativeFailure,
  cancelled?: { reason: unknown },
): Error & Record<string, unknown> {
  return CallSite.here('burnModified').error(failure, cancelled) as Error & Record<string, unknown>;
}

describe('an ImapiError', () => {
  test('has the symbolic name of its HRESULT, the number, and the COM method', () => {
    const error = errorOf(locked);
    expect(error).toBeInstanceOf(ImapiError);
    expect(error).toMatchObject({
      name: 'ImapiError',
      code: 'E_IMAPI_RECORDER_LOCKED',
      hresult: 0xc0aa0210,
      operation: 'IDiscRecorder2::AcquireExclusiveAccess',
      retryable: false,
    });
  });

  test('says what happened, in the words of the system and in ours, and what to do', () => {
    expect(errorOf(locked).message).toBe(
      'IDiscRecorder2::AcquireExclusiveAccess: Das Laufwerk ist gesperrt. Someone else holds the drive exclusively. ' +
        'exclusiveOwner() names the program that holds the drive; close it and try again. (E_IMAPI_RECORDER_LOCKED)',
    );
  });

  test('takes a HRESULT as it came over, signed or not', () => {
    expect(errorOf({ ...locked, hresult: 0xc0aa0210 | 0 })).toMatchObject({ hresult: 0xc0aa0210 });
  });

  test('gives a HRESULT without a name a stable form, and keeps the system text', () => {
    const error = errorOf({ ...locked, hresult: 0x8007abcd, message: null });
    expect(error).toMatchObject({ code: 'HRESULT_0x8007ABCD', hresult: 0x8007abcd });
    expect(error.message).toContain('The system has no text for this failure.');
  });

  test.each(Object.entries(hresults).map(([name, row]) => [name, row[0]] as const))(
    '%s has its own name as code',
    (name, hresult) => {
      expect(errorOf({ ...locked, hresult })).toMatchObject({ code: name, hresult });
    },
  );

  test('says where trying again can help', () => {
    const retryable = (hresult: number): unknown => errorOf({ ...locked, hresult })['retryable'];
    expect([0xc0aa0205, 0xc0aa0206, 0xc0aa0207].map(retryable)).toEqual([true, true, true]);
    expect([0xc0aa0202, 0xc0aa0405].map(retryable)).toEqual([false, false]);
  });

  test('has no HRESULT where the addon itself refused', () => {
    const busy = {
      ...locked,
      hresult: null,
      code: 'ERR_BUSY',
      operation: 'burnModified',
      message: null,
    };
    expect(errorOf(busy)).toMatchObject({ code: 'ERR_BUSY', hresult: null, retryable: true });
  });

  test('of a code that nobody knows is a mistake of ours, and says so', () => {
    expect(errorOf({ ...locked, hresult: null, code: 'ERR_NEW' })).toMatchObject({
      code: 'ERR_INTERNAL',
    });
  });

  test('tells a disc that somebody else holds from any other file', () => {
    const inUse = { ...locked, hresult: 0x80070020, message: null };
    expect(errorOf({ ...inUse, operation: 'IVirtualImapi::AddDrive' })).toMatchObject({
      code: 'ERR_DISC_IN_USE',
      hresult: 0x80070020,
    });
    expect(errorOf({ ...inUse, operation: 'IStream::Read' })).toMatchObject({
      code: 'E_SHARING_VIOLATION',
    });
    expect(errorOf({ ...locked, operation: 'IVirtualImapi::AddDrive' })).toMatchObject({
      code: 'E_IMAPI_RECORDER_LOCKED',
    });
  });

  test('of a system that says why in a Refusal has the HRESULT of its name', () => {
    const refusal = new Refusal('E_FILE_CORRUPT', 'It is no disc.', new Error('cause'));
    expect(CallSite.here('open').error(refusal)).toMatchObject({
      code: 'E_FILE_CORRUPT',
      hresult: hresults.E_FILE_CORRUPT[0],
      cause: { message: 'cause' },
    });
  });

  test('has a stack that begins at the line that called', async () => {
    const imapi = fakeImapi({ recorders: () => rejects(locked) });
    const error = await failureOf(imapi.recorders());
    const [head = '', first = ''] = (error.stack ?? '').split('\n    at ');
    expect(head).toBe(`ImapiError: ${error.message}`);
    expect(first).toContain('errors.test');
  });

  test('has the same stack where an argument was refused', async () => {
    const error = await failureOf(fakeImapi({}).recorder(''));
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARGUMENT',
      operation: 'Imapi.recorder',
      hresult: null,
    });
    expect((error.stack ?? '').split('\n    at ')[1]).toContain('errors.test');
  });
});

describe('a burn that ended early', () => {
  const report = { mode: 'modified', blocksPlanned: 64, blocksWritten: 16 } as const;
  const burn = {
    aborted: false,
    discState: 'old-session-valid',
    report,
    mismatches: null,
  } as const;

  test('is a BurnError with what it left behind', () => {
    const failure = { ...locked, hresult: 0xc0aa0301, operation: 'IDiscFormat2Data::Write', burn };
    const error = errorOf(failure);
    expect(error).toBeInstanceOf(BurnError);
    expect(error).toBeInstanceOf(ImapiError);
    expect(error).toMatchObject({ discState: 'old-session-valid', report, mismatches: null });
    expect(error.message).toContain('The disc still shows what it held before.');
  });

  test('because it was cancelled is an AbortError with the reason as its cause', () => {
    const failure = { ...locked, hresult: 0xc0aa0002, burn: { ...burn, aborted: true } };
    const reason = new Error('the user closed the window');
    const error = errorOf(failure, { reason });
    expect(error).toBeInstanceOf(BurnAbortedError);
    expect(error).not.toBeInstanceOf(ImapiError);
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: reason, report });
    expect(error['driveError']).toMatchObject({ code: 'E_IMAPI_REQUEST_CANCELLED' });
    const before = { ...failure, hresult: null, code: 'ABORT_ERR' };
    expect(errorOf(before, { reason })).toMatchObject({ driveError: null, cause: reason });
  });

  test.each(['E_IMAPI_REQUEST_CANCELLED', 'E_ABORT'] as const)(
    'is an AbortError where what was stopped gave %s, and nowhere else',
    (code) => {
      const failure = { ...locked, hresult: hresults[code][0] };
      const reason = new Error('enough');
      expect(errorOf(failure, { reason })).toMatchObject({ code: 'ABORT_ERR', cause: reason });
      expect(errorOf(failure)).toBeInstanceOf(ImapiError);
      expect(errorOf(locked, { reason })).toBeInstanceOf(ImapiError);
    },
  );
});

test('what is thrown and is no error says what it is', () => {
  expect([new Error('x'), { message: 'y' }, 'z', null].map(foreignMessage)).toEqual([
    'x',
    'y',
    'z',
    'null',
  ]);
});
