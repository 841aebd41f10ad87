import { describe, expect, test } from '@jest/globals';
import {
  AbortError,
  BurnAbortedError,
  BurnError,
  deserializeError,
  ImapiError,
  serializeError,
} from 'imapi2';

const details = {
  code: 'E_IMAPI_RECORDER_LOCKED',
  hresult: 0xc0aa0210,
  operation: 'IDiscFormat2Data::Write',
  message: 'The drive is held by another program.',
} as const;
const imapi = new ImapiError({ ...details, cause: new RangeError('why') });
const burn = new BurnError({
  ...details,
  discState: 'unknown',
  report: { ranges: 2 },
  mismatches: Int32Array.of(4, 9),
});
const aborted = new BurnAbortedError('stopped', new Error('reason'), {
  driveError: imapi,
  discState: 'old-session-valid',
  report: { blocksWritten: 3 },
});

describe('an error sent to another process', () => {
  test.each([
    ['ImapiError', imapi, ImapiError],
    ['BurnError', burn, BurnError],
    ['BurnAbortedError', aborted, BurnAbortedError],
    ['AbortError', new AbortError('stopped', 'reason'), AbortError],
    ['Error', new Error('plain'), Error],
  ])('%s comes back as itself, with its fields, stack and cause', (_, error, kind) => {
    const back = deserializeError(structuredClone(serializeError(error)));
    expect(back).toBeInstanceOf(kind);
    expect(Object.keys(back)).toEqual(Object.keys(error));
    expect([back.name, back.message, back.stack]).toEqual([error.name, error.message, error.stack]);
    if (error.cause instanceof Error)
      expect(back.cause).toMatchObject({ message: error.cause.message });
    else expect(back.cause).toEqual(error.cause);
  });

  test('keeps what differs on the disc, and what the drive said', () => {
    const back = deserializeError(structuredClone(serializeError(burn)));
    expect([...((back as Partial<BurnError>).mismatches ?? [])]).toEqual([4, 9]);
    const again = deserializeError(structuredClone(serializeError(aborted)));
    expect(again).toMatchObject({ driveError: { code: 'E_IMAPI_RECORDER_LOCKED' } });
    expect((again as Partial<BurnAbortedError>).driveError).toBeInstanceOf(ImapiError);
  });

  test('leaves out a cause that no process can be sent', () => {
    const data = serializeError(new Error('plain', { cause: () => 1 }));
    expect(data).not.toHaveProperty('cause');
  });

  test('leaves out what of its own properties no process can be sent, and is of its class whatever they are called', () => {
    const error = Object.assign(new Error('plain'), {
      socket: { send: () => 1 },
      retry: () => 1,
      kind: 'BurnError',
      tried: 3,
      inner: new RangeError('inside'),
    });
    const back = deserializeError(structuredClone(serializeError(error)));
    expect(back).not.toBeInstanceOf(BurnError);
    expect(Object.entries(back)).toEqual([
      ['tried', 3],
      ['inner', expect.objectContaining({ message: 'inside', name: 'RangeError' })],
    ]);
  });

  test('keeps the code of an ordinary error that was its cause', () => {
    const cause = Object.assign(new Error('refused'), { code: 'EACCES', errno: -13 });
    const back = deserializeError(
      structuredClone(serializeError(new ImapiError({ ...details, cause }))),
    );
    expect(back.cause).toMatchObject({ message: 'refused', code: 'EACCES', errno: -13 });
  });

  test('goes in no circles, however deep its causes are', () => {
    const [one, two] = [new Error('one'), new Error('two')];
    one.cause = two;
    two.cause = one;
    const back = deserializeError(
      JSON.parse(JSON.stringify(serializeError(one))) as Record<string, unknown>,
    );
    expect(back.cause).toMatchObject({ message: 'two' });
    expect((back.cause as Error).cause).toBeUndefined();
    let deep = new Error('at the bottom');
    for (let i = 0; i < 100_000; i++) deep = new Error('above', { cause: deep });
    expect(deserializeError(structuredClone(serializeError(deep)))).toMatchObject({
      message: 'above',
    });
    const circle: Record<string, unknown> = { kind: 'Error', message: 'x' };
    circle['cause'] = circle;
    expect(deserializeError(circle)).toMatchObject({ message: 'x' });
  });

  test('of which only a part arrived is still an error of its kind', () => {
    expect(deserializeError({ kind: 'BurnError', message: 'x', report: null })).toMatchObject({
      name: 'BurnError',
      code: 'ERR_INTERNAL',
      hresult: null,
      discState: 'unknown',
      report: {},
      mismatches: null,
    });
    const lost = {
      kind: 'BurnAbortedError',
      message: 'x',
      driveError: { kind: 'Error', message: 'y' },
    };
    expect(deserializeError(lost)).toMatchObject({ name: 'AbortError', driveError: null });
    expect(deserializeError({ ...lost, driveError: 'y' })).toMatchObject({ driveError: null });
    expect(deserializeError({ kind: 'Error', message: 'x', cause: 'why' }).cause).toBe('why');
    expect(deserializeError({})).toMatchObject({ name: 'Error', message: '' });
  });

  test('that was no error becomes one', () => {
    expect(deserializeError(serializeError('just text'))).toMatchObject({ message: 'just text' });
  });
});
