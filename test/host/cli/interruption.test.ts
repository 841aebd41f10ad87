import { expect, jest, test } from '@jest/globals';

import { Interruption } from '#lib/cli/interruption';
import { JsonFace } from '#lib/cli/faces/json-face';

test.each(['SIGINT', 'SIGBREAK', 'SIGHUP', 'SIGTERM'] as const)(
  '%s cancels what runs, says so, and is heard no more once that has ended',
  (name) => {
    const lines: string[] = [];
    const out = (text: string): void => void lines.push(text);
    const interruption = new Interruption(new JsonFace({ out, error: out }));
    process.emit(name as NodeJS.Signals, name as NodeJS.Signals);
    expect(interruption.signal.aborted).toBe(true);
    expect(lines.join('')).toContain(`${name}: stopping`);
    interruption.close();
    expect(process.listenerCount(name)).toBe(0);
  },
);

test('who asks three times means it: the program ends', () => {
  const lines: string[] = [];
  const out = (text: string): void => void lines.push(text);
  const exit = jest.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  const interruption = new Interruption(new JsonFace({ out, error: out }));
  try {
    const press = (): boolean => process.emit('SIGINT', 'SIGINT');
    press();
    expect(interruption.signal.reason).toMatchObject({
      name: 'AbortError',
      message: 'Stopped by SIGINT.',
    });
    press();
    expect(lines.at(-1)).toContain('Still stopping. Once more ends the program');
    expect(exit).not.toHaveBeenCalled();
    press();
    expect(exit).toHaveBeenCalledWith(130);
  } finally {
    interruption.close();
    exit.mockRestore();
  }
});
