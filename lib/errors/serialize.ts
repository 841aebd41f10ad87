import { types } from 'node:util';

import { AbortError, BurnAbortedError } from './abort-errors.js';
import { BurnError, type DiscState } from './burn-error.js';
import type { ImapiErrorCode } from './codes.js';
import { ImapiError } from './imapi-error.js';

/** The classes by a name that no minifier changes. The first that fits is the one to make again. */
const kinds = { BurnError, ImapiError, BurnAbortedError, AbortError } as const;
type Kind = keyof typeof kinds;

function kindOf(error: Error): Kind | 'Error' {
  const found = (Object.keys(kinds) as Kind[]).find((kind) => error instanceof kinds[kind]);
  return found ?? 'Error';
}

/** So many errors inside of one go along, whether as causes of causes or side by side. */
const mostErrors = 100;

/**
 * An error as plain data that survives structuredClone and Electron's IPC. What was no Error becomes one in `message`.
 * Its own properties and its cause go along where they are errors or plain; what can't be cloned, and an error that is its
 * own cause, is left out.
 */
export function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: 'Error', name: 'Error', message: String(error) };
  return serialized(error, new Map());
}

/** `known`: the errors met so far; null while what is in them is still being looked at. */
function serialized(
  error: Error,
  known: Map<Error, Record<string, unknown> | null>,
): Record<string, unknown> {
  known.set(error, null);
  const { name, message, stack, cause } = error;
  const data: Record<string, unknown> = {};
  const own: [string, unknown][] = Object.entries({ name, message, stack, cause });
  for (const [key, value] of [...own, ...Object.entries(error)]) {
    if (value instanceof Error) {
      const inner = known.get(value) ?? (takes(value, known) ? serialized(value, known) : null);
      if (inner !== null) data[key] = inner;
    } else if (value !== undefined && isCloneable(value)) data[key] = value;
  }
  data['kind'] = kindOf(error);
  known.set(error, data);
  return data;
}

function takes(error: Error, known: ReadonlyMap<Error, unknown>): boolean {
  return !known.has(error) && known.size < mostErrors;
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function isSerialized(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'kind' in value && 'message' in value;
}

function text(data: Record<string, unknown>, key: string, whenAbsent: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : whenAbsent;
}

/** The error that `serializeError` was given, of the same class, with its stack. Unknown data gives an ordinary Error. */
export function deserializeError(data: Record<string, unknown>): Error {
  return restored(data, mostErrors);
}

/** `depth`: data that nobody here made may go in circles. */
function restored(data: Record<string, unknown>, depth: number): Error {
  const inner = (value: unknown): unknown =>
    depth > 0 && isSerialized(value) ? restored(value, depth - 1) : value;
  const message = text(data, 'message', '');
  const error = create(data, message, inner);
  const name = text(data, 'name', error.name);
  if (name !== error.name) error.name = name;
  if (typeof data['stack'] === 'string') error.stack = data['stack'];
  for (const [key, value] of Object.entries(data)) {
    if (key === 'kind' || key === 'name' || key === 'cause' || Object.hasOwn(error, key)) continue;
    // Not by an assignment: a key may be one that objects inherit, and data come from anywhere.
    const property = { value: inner(value), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(error, key, property);
  }
  return error;
}

function create(
  data: Record<string, unknown>,
  message: string,
  inner: (value: unknown) => unknown,
): Error {
  const cause = inner(data['cause']);
  const details = {
    code: text(data, 'code', 'ERR_INTERNAL') as ImapiErrorCode,
    hresult: typeof data['hresult'] === 'number' ? data['hresult'] : null,
    operation: text(data, 'operation', ''),
    message,
    cause,
  };
  const discState = text(data, 'discState', 'unknown') as DiscState;
  const report =
    typeof data['report'] === 'object' && data['report'] !== null ? data['report'] : {};
  const mismatches = types.isInt32Array(data['mismatches']) ? data['mismatches'] : null;
  switch (data['kind']) {
    case 'ImapiError':
      return new ImapiError(details);
    case 'BurnError':
      return new BurnError({ ...details, discState, report, mismatches });
    case 'AbortError':
      return new AbortError(message, cause);
    case 'BurnAbortedError': {
      const driveError = inner(data['driveError']);
      const known = driveError instanceof ImapiError ? driveError : null;
      return new BurnAbortedError(message, cause, { driveError: known, discState, report });
    }
    default:
      return new Error(message, cause === undefined ? undefined : { cause });
  }
}
