import { AbortError, BurnAbortedError } from '../errors/abort-errors.js';
import { BurnError, type DiscState } from '../errors/burn-error.js';
import { ImapiError } from '../errors/imapi-error.js';
import { NoDiscFile, NotConfirmed, UsageError } from './refusals.js';

/** How `imapi2` ends. docs/command-line.md has the same table, and a test holds the two together. */
export const exitCodes = {
  done: { code: 0, meaning: 'Done.' },
  failed: { code: 1, meaning: 'Something failed that has no code of its own here.' },
  usage: { code: 2, meaning: 'The command line is wrong. Nothing was done.' },
  unsupported: { code: 3, meaning: 'There is no IMAPI2 here, or the addon could not be loaded.' },
  drive: { code: 4, meaning: 'No such drive, no disc in it, or another program holds it.' },
  notConfirmed: {
    code: 5,
    meaning: 'It would destroy data, and nobody said yes. Nothing was written.',
  },
  differs: { code: 6, meaning: 'The disc does not hold what it should.' },
  burnFailed: {
    code: 7,
    meaning: 'The burn failed, and the disc still shows what it held before.',
  },
  discUnsure: {
    code: 8,
    meaning: 'The burn failed or was cancelled, and the disc may be unreadable: `imapi2 resume`.',
  },
  cancelled: {
    code: 130,
    meaning: 'Cancelled, with the disc as it was before or wholly written.',
  },
} as const;

export type ExitName = keyof typeof exitCodes;

const driveCodes: ReadonlySet<string> = new Set([
  'ERR_UNKNOWN_DRIVE',
  'ERR_BUSY',
  'ERR_DISC_IN_USE',
  'ERR_TIMEOUT',
  'E_ACCESSDENIED',
  'E_SHARING_VIOLATION',
  'E_IMAPI_RECORDER_LOCKED',
  'E_IMAPI_RECORDER_MEDIA_NO_MEDIA',
  'E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE',
  'E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN',
  'E_IMAPI_RECORDER_MEDIA_BECOMING_READY',
  'E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS',
  'E_IMAPI_RECORDER_MEDIA_BUSY',
  'E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED',
]);
const unsupportedCodes: ReadonlySet<string> = new Set([
  'ERR_UNSUPPORTED_PLATFORM',
  'ERR_BINDING_NOT_LOADED',
  'REGDB_E_CLASSNOTREG',
]);

function ofDisc(state: DiscState, whenSafe: ExitName, whenComplete: ExitName): ExitName {
  if (state === 'commit-interrupted' || state === 'unknown') return 'discUnsure';
  return state === 'complete' ? whenComplete : whenSafe;
}

export function exitOf(error: unknown): ExitName {
  if (error instanceof UsageError) return 'usage';
  if (error instanceof NotConfirmed) return 'notConfirmed';
  if (error instanceof NoDiscFile) return 'drive';
  if (error instanceof BurnAbortedError) return ofDisc(error.discState, 'cancelled', 'cancelled');
  if (error instanceof AbortError || (error instanceof Error && error.name === 'AbortError'))
    return 'cancelled';
  if (!(error instanceof ImapiError)) return 'failed';
  if (error instanceof BurnError) return ofBurn(error);
  if (error.code === 'ERR_VERIFY_FAILED') return 'differs';
  if (unsupportedCodes.has(error.code)) return 'unsupported';
  return driveCodes.has(error.code) ? 'drive' : 'failed';
}

/** First what has to be done about the disc; then, of a burn that never began, what has to be done about the drive. */
function ofBurn({ code, discState }: BurnError): ExitName {
  const whenSafe = discState === 'unchanged' && driveCodes.has(code) ? 'drive' : 'burnFailed';
  return ofDisc(discState, whenSafe, code === 'ERR_VERIFY_FAILED' ? 'differs' : 'failed');
}
