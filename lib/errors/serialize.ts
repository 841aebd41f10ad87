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

/**
 * An error as plain data that survives structuredClone and Electron's IPC. What was no Error becomes one in `message`.
 * Its cause goes along where it is an error or plain; a cause that can't be cloned is left out.
 */
export function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: 'Error', name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const data: Record<string, unknown> = { kind: kindOf(error), name, message, stack };
  for (const [key, value] of Object.entries(error))
    data[key] = value instanceof Error ? serializeError(value) : value;
  if (cause instanceof Error) data['cause'] = serializeError(cause);
  else if (cause !== undefined && isCloneable(cause)) data['cause'] = cause;
  return data;
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
  const message = text(data, 'message', '');
  const cause = isSerialized(data['cause']) ? deserializeError(data['cause']) : data['cause'];
  const error = create(data, message, cause);
  const name = text(data, 'name', error.name);
  if (name !== error.name) error.name = name;
  if (typeof data['stack'] === 'string') error.stack = data['stack'];
  return error;
}

function create(data: Record<string, unknown>, message: string, cause: unknown): Error {
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
      const driveError = isSerialized(data['driveError'])
        ? deserializeError(data['driveError'])
        : null;
      const known = driveError instanceof ImapiError ? driveError : null;
      return new BurnAbortedError(message, cause, { driveError: known, discState, report });
    }
    default:
      return new Error(message, cause === undefined ? undefined : { cause });
  }
}
