import { beforeEach, describe, expect, test } from '@jest/globals';

import { LogFace } from '#lib/cli/faces/log-face';
import { failureOf } from '#lib/cli/failure';

import { burning, saving } from '../../fakes/progress';

let out: string[];
let error: string[];
let face: LogFace;
beforeEach(() => {
  out = [];
  error = [];
  face = new LogFace({ out: (text) => out.push(text), error: (text) => error.push(text) });
});

const shown = (): string[] => out.map((line) => line.slice(0, 9).trim());

describe('in a log', () => {
  test('progress is a line for each tenth, and an operation after it begins anew', () => {
    for (const fraction of [0, 0.05, 0.1, 0.19, 0.99, 1, 0, 0.05])
      face.progress({ ...saving, fraction });
    expect(shown()).toEqual(['0.0 %', '10.0 %', '99.0 %', '100.0 %', '0.0 %']);
    expect(out[3]).toBe('100.0 %  done\n');
  });

  test('the phases of a burn are one progress, and those of other work one each', () => {
    face.progress(burning({ fraction: 0.5 }));
    face.progress(burning({ phase: 'verify', fraction: 0.55 }));
    face.progress(burning({ phase: 'verify', fraction: 0.6 }));
    expect(shown()).toEqual(['50.0 %', '60.0 %']);
    out.length = 0;
    face.progress({ ...saving, fraction: 0.3 });
    face.progress({ ...saving, phase: 'verify', fraction: 0.3 });
    expect(shown()).toEqual(['30.0 %', '30.0 %']);
  });

  test('what has no known end, or is over in a moment, is left out', () => {
    face.progress({ ...saving, fraction: null });
    face.progress({ ...saving, phase: 'add' });
    expect(out).toEqual([]);
  });

  test('warnings and failures go to standard error, and no name is obeyed by a terminal', async () => {
    face.warn('left out: \u001b[2J');
    face.fail(failureOf(new Error('no disc')));
    face.result({ command: 'eject' }, ['one', 'two\u0007']);
    expect(error).toEqual(['Warning: left out: \\u{1b}[2J\n', 'no disc\n']);
    expect(out).toEqual(['one\n', 'two\\u{7}\n']);
    expect(await face.ask()).toBeNull();
    face.close();
  });
});
