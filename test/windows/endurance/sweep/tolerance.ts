import type { Call } from './calls';

/** Why the failure of some calls may be survived, and of which. */
export interface Tolerance {
  readonly why: string;
  /** By method: any call of it, with whatever is called inside of that; or the very calls that fail, at these places. */
  readonly calls: Readonly<Record<string, 'any' | Span>>;
  /** Only where that is, or is inside of, a call of this method. */
  readonly inside?: string;
  /** Only where it is the client that makes the call, so that it is inside of nothing. */
  readonly own?: true;
  /** With these HRESULTs only. */
  readonly failures?: readonly number[];
}

/** From and to among all calls that the operation makes of a method, the first being 1, and the last -1. */
export type Span = readonly [from: number, to: number];

/** Whether `call` may fail so. `hit`: the methods that it was made inside of, and its own. */
export function tolerates(
  { calls, inside, own, failures }: Tolerance,
  call: Call,
  hit: ReadonlySet<string>,
  fail: number,
): boolean {
  if (inside !== undefined && !hit.has(inside)) return false;
  if (failures !== undefined && !failures.includes(fail)) return false;
  return Object.entries(calls).some(([method, which]) => {
    if (own === true && hit.size > new Set([method, call.method]).size) return false;
    return which === 'any' ? hit.has(method) : method === call.method && isAt(which, call);
  });
}

function isAt([from, to]: Span, { place, of }: Call): boolean {
  const fromStart = (number: number): number => (number > 0 ? number : of + 1 + number);
  return place >= fromStart(from) && place <= fromStart(to);
}
