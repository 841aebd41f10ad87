import type { OwnErrorCode } from '../errors/codes.js';
import { Refusal } from '../errors/refusal.js';

/** A value for a sentence: short, and never somebody's whole object. */
export function shown(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/**
 * Judges one argument or option by its name. Each method gives the value back, typed, or throws a Refusal. An option
 * that is `undefined` counts as not given: see `optional`.
 */
export class Judge {
  readonly #code: OwnErrorCode;
  readonly #kind: string;

  private constructor(code: OwnErrorCode, kind: string) {
    this.#code = code;
    this.#kind = kind;
  }

  static readonly argument: Judge = new Judge('ERR_INVALID_ARGUMENT', 'The argument');
  static readonly option: Judge = new Judge('ERR_INVALID_OPTION', 'The option');

  text(value: unknown, name: string): string {
    if (typeof value !== 'string') this.refuse(name, 'must be a string', value);
    if (value === '') this.refuse(name, 'must not be empty', value);
    if (value.includes('\0')) this.refuse(name, 'must not contain a NUL character', value);
    return value;
  }

  /** Both bounds belong to it. */
  integer(value: unknown, name: string, lowest: number, highest: number): number {
    if (
      typeof value !== 'number' ||
      !Number.isSafeInteger(value) ||
      value < lowest ||
      value > highest
    ) {
      const bounds =
        highest === Number.MAX_SAFE_INTEGER
          ? `of ${lowest} or more`
          : `from ${lowest} to ${highest}`;
      this.refuse(name, `must be a whole number ${bounds}`, value);
    }
    return value;
  }

  boolean(value: unknown, name: string): boolean {
    if (typeof value !== 'boolean') this.refuse(name, 'must be true or false', value);
    return value;
  }

  oneOf<Value extends string>(value: unknown, name: string, allowed: readonly Value[]): Value {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) this.refuse(name, `must be one of ${allowed.join(', ')}`, value);
    return found;
  }

  /** An array of anything; its elements are for the caller to judge. */
  array(value: unknown, name: string): readonly unknown[] {
    if (!Array.isArray(value)) this.refuse(name, 'must be an array', value);
    return value as readonly unknown[];
  }

  optional<Value, Default>(
    value: unknown,
    whenAbsent: Default,
    judge: (value: unknown) => Value,
  ): Value | Default {
    return value === undefined ? whenAbsent : judge(value);
  }

  refuse(name: string, rule: string, value: unknown): never {
    throw new Refusal(this.#code, `${this.#kind} ${name} ${rule}; it is ${shown(value)}.`);
  }
}

/** The largest sector address: IMAPI2 counts sectors in a signed LONG. */
export const maxSector = 0x7fffffff;
