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

export function countCalls(imapi: Imapi): Promise<Counts> {
  return count(imapi, 'calls', methods);
}

/**
 * The methods that the fault of a session was met inside of, the faulty one included; none where nothing met it. `called`: those
 * that can be among them.
 */
export async function methodsHit(imapi: Imapi, called: Counts): Promise<ReadonlySet<string>> {
  const candidates = methods.filter((name) => (called.get(name) ?? 0) > 0);
  const faults = await count(imapi, 'faults', candidates);
  return new Set(candidates.filter((name) => (faults.get(name) ?? 0) > 0));
}

async function count(
  imapi: Imapi,
  what: 'calls' | 'faults',
  names: readonly string[],
): Promise<Counts> {
  const counts = names.map(
    async (name) => [name, (await imapi.virtual?.counter(`${what}:${name}`)) ?? 0] as const,
  );
  return new Map(await Promise.all(counts));
}

/** A call that an operation makes: the nth of its method, counted from the session's start as faults are. */
export interface Call {
  readonly method: string;
  readonly nth: number;
  /** Which of the operation's own calls of that method it is, from 1, and of how many. */
  readonly place: number;
  readonly of: number;
}

/** What was called in between: each call of each method, or only the first. */
export function callsBetween(before: Counts, after: Counts, every: boolean): Call[] {
  return methods.flatMap((method) => {
    const done = before.get(method) ?? 0;
    const of = (after.get(method) ?? 0) - done;
    return Array.from({ length: every ? of : Math.min(of, 1) }, (_, index) => {
      return { method, nth: done + index + 1, place: index + 1, of };
    });
  });
}
