import type { ImapiErrorCode } from './codes.js';
import { hresults, type HresultName, type HresultRow } from './hresults.js';

const names: ReadonlyMap<number, HresultName> = new Map(
  (Object.entries(hresults) as [HresultName, HresultRow][]).map(([name, [value]]) => [value, name]),
);

/** The symbolic name of an unsigned HRESULT. One that no table names keeps a stable form of its own. */
export function hresultCode(hresult: number): ImapiErrorCode {
  return names.get(hresult) ?? `HRESULT_0x${hresult.toString(16).toUpperCase().padStart(8, '0')}`;
}

export function isHresultName(name: string): name is HresultName {
  return Object.hasOwn(hresults, name);
}

/** What the HRESULT means in our own words, or null where the table doesn't have it. */
export function hresultMeaning(code: string): string | null {
  return isHresultName(code) ? hresults[code][1] : null;
}

/** True where trying again can help: the drive is becoming ready, busy, or formatting. */
export function isRetryable(code: string): boolean {
  return isHresultName(code) ? hresults[code][2] === true : code === 'ERR_BUSY';
}
