import { readFileSync } from 'node:fs';
import type { Imapi } from 'imapi2';

/** Every method that passes the gate of the virtual drive, where it is counted and can be made to fail. */
export const methods: readonly string[] = methodNames();

function methodNames(): string[] {
  const source = readFileSync('native/virtual/session/method_names.h', 'utf8');
  const [, table = ''] = /kCountable\[\] = \{(.*?)\};/s.exec(source) ?? [];
  return [...table.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
}

export type Counts = ReadonlyMap<string, number>;

export async function countCalls(imapi: Imapi): Promise<Counts> {
  const counts = await Promise.all(
    methods.map(
      async (name) => [name, (await imapi.virtual?.counter(`calls:${name}`)) ?? 0] as const,
    ),
  );
  return new Map(counts);
}

/** A call that an operation makes: the nth of its method, counted from the session's start as faults are. */
export interface Call {
  readonly method: string;
  readonly nth: number;
  /** Which of the operation's own calls of that method it is, from 1, and of how many. */
  readonly place: number;
  readonly of: number;
}

/** Of each method that was called in between the first call; and, of `more`, one in the middle and the last. */
export function callsBetween(before: Counts, after: Counts, more: boolean): Call[] {
  return methods.flatMap((method) => {
    const first = (before.get(method) ?? 0) + 1;
    const last = after.get(method) ?? 0;
    if (last < first) return [];
    const chosen = more ? new Set([first, Math.floor((first + last) / 2), last]) : [first];
    const of = last - first + 1;
    return [...chosen].map((nth) => ({ method, nth, place: nth - first + 1, of }));
  });
}
