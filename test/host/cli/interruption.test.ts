import { expect, test } from '@jest/globals';

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
