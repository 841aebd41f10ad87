import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { exitOf } from '#lib/cli/exit-codes';
import { JsonFace } from '#lib/cli/faces/json-face';
import { Interruption } from '#lib/cli/interruption';

const signals = ['SIGINT', 'SIGBREAK', 'SIGHUP', 'SIGTERM'] as const;

let lines: Record<string, unknown>[];
let interruption: Interruption;

beforeEach(() => {
  lines = [];
  const out = (text: string): void => void lines.push(JSON.parse(text) as (typeof lines)[number]);
  interruption = new Interruption(new JsonFace({ out, error: out }));
});

afterEach(() => interruption.close());

const send = (name: string): boolean =>
  process.emit(name as NodeJS.Signals, name as NodeJS.Signals);

test.each(signals)(
  '%s cancels what runs, says so, and is heard no more once that has ended',
  (name) => {
    send(name);
    expect(interruption.signal.aborted).toBe(true);
    expect(lines).toMatchObject([
      { type: 'warning', message: expect.stringContaining(`${name}: stopping`) },
    ]);
    interruption.close();
    expect(process.listenerCount(name)).toBe(0);
  },
);

test('whatever notices the signal first, the command ends as cancelled', () => {
  send('SIGTERM');
  expect(exitOf(interruption.signal.reason)).toBe('cancelled');
});

describe('the third signal ends the program, with a last line', () => {
  function thrice(): number[] {
    const codes: number[] = [];
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      codes.push(Number(code));
      return undefined as never;
    });
    try {
      for (const name of ['SIGINT', 'SIGBREAK', 'SIGINT']) send(name);
    } finally {
      exit.mockRestore();
    }
    return codes;
  }

  test('that says nothing of a disc while none is being recorded', async () => {
    await interruption.recording(() => Promise.resolve());
    await expect(interruption.recording(() => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    expect(thrice()).toEqual([130]);
    expect(lines.map(({ type }) => type)).toEqual(['warning', 'warning', 'error']);
    expect(lines.at(-1)).toMatchObject({ code: 'ABORT_ERR', exitCode: 130, discState: null });
  });

  test('that says that nobody knows what a disc holds while one is being recorded', async () => {
    let finish = (): void => undefined;
    const burn = new Promise<void>((resolve) => (finish = resolve));
    const recording = interruption.recording(() => burn);
    expect(thrice()).toEqual([8]);
    expect(lines.at(-1)).toMatchObject({
      type: 'error',
      exitCode: 8,
      discState: 'unknown',
      message: expect.stringContaining('imapi2 resume'),
    });
    finish();
    await recording;
  });
});
