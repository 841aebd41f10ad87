import type { Context } from '#lib/cli/context';
import type { Progress } from '#lib/cli/progress';

export interface FakeContext extends Context {
  readonly said: string[];
  readonly warned: string[];
  readonly asked: string[];
  readonly shown: Progress[];
}

/** A command's surroundings that remember what they were told, and answer as they are told to. */
export function fakeContext(
  answer: boolean | null = null,
  signal: AbortSignal = new AbortController().signal,
): FakeContext {
  const memory = {
    said: [] as string[],
    warned: [] as string[],
    asked: [] as string[],
    shown: [] as Progress[],
  };
  return {
    ...memory,
    signal,
    recording: async (work) => work(),
    face: {
      say: (line) => void memory.said.push(line),
      warn: (sentence) => void memory.warned.push(sentence),
      progress: (progress) => void memory.shown.push(progress),
      result: () => undefined,
      fail: () => undefined,
      ask: (question) => {
        memory.asked.push(question);
        return Promise.resolve(answer);
      },
      close: () => undefined,
    },
  };
}
