import type { HresultName } from './hresults.js';

/** Every code of this package's own, for failures that no COM call reported. */
export type OwnErrorCode =
  | 'ERR_UNSUPPORTED_PLATFORM'
  | 'ERR_BINDING_NOT_LOADED'
  | 'ERR_INVALID_ARGUMENT'
  | 'ERR_INVALID_OPTION'
  | 'ERR_BLOCK_RANGES'
  | 'ERR_CLOSED'
  | 'ERR_BUSY'
  | 'ERR_DISC_IN_USE'
  | 'ERR_UNKNOWN_DRIVE'
  | 'ERR_EXISTS'
  | 'ERR_NOT_A_FILE'
  | 'ERR_NOT_APPENDABLE'
  | 'ERR_SOURCE_UNREADABLE'
  | 'ERR_FILE_WRITE'
  | 'ERR_WHOLE_IMAGE_REQUIRED'
  | 'ERR_IMAGE_READS_DISC'
  | 'ERR_NOT_REWRITABLE'
  | 'ERR_PLAN_STALE'
  | 'ERR_RESULT_SPENT'
  | 'ERR_VERIFY_FAILED'
  | 'ERR_JOURNAL_WRITE'
  | 'ERR_JOURNAL_EXISTS'
  | 'ERR_NO_COMMIT_RANGES'
  | 'ERR_JOURNAL_MISSING'
  | 'ERR_JOURNAL_DAMAGED'
  | 'ERR_JOURNAL_OTHER_DISC'
  | 'ERR_JOURNAL_MISMATCH'
  | 'ERR_JOURNAL_IMAGE'
  | 'ERR_DRIVE_HUNG'
  | 'ERR_TIMEOUT'
  | 'ERR_INTERNAL';

/** Stable: branch on it. An HRESULT that has no name in the table keeps its number: `HRESULT_0x8007ABCD`. */
export type ImapiErrorCode = HresultName | OwnErrorCode | `HRESULT_0x${string}`;

/** What each means. docs/errors.md says the same, and a test holds the two together. */
export const ownErrors: Readonly<Record<OwnErrorCode, string>> = {
  ERR_UNSUPPORTED_PLATFORM: 'IMAPI2 is a part of Windows, and this is another system.',
  ERR_BINDING_NOT_LOADED: 'The native addon could not be loaded.',
  ERR_INVALID_ARGUMENT: 'An argument is of the wrong type or out of its bounds.',
  ERR_INVALID_OPTION: 'An option is not known, of the wrong type or out of its bounds.',
  ERR_BLOCK_RANGES: 'A list of block ranges cannot be right.',
  ERR_CLOSED: 'The handle was closed.',
  ERR_BUSY: 'A burn or an erase under way has the drive, the image or the journal.',
  ERR_DISC_IN_USE: "Another drive or program has the virtual disc's file open.",
  ERR_UNKNOWN_DRIVE: 'No drive has that id or that volume path.',
  ERR_EXISTS: 'The image has an entry of that name already.',
  ERR_NOT_A_FILE: 'The source is neither a file nor a folder.',
  ERR_NOT_APPENDABLE:
    'Nothing can be recorded on the disc any more: it is closed or pressed, or its last session never was closed.',
  ERR_SOURCE_UNREADABLE: 'A source file or folder could not be read.',
  ERR_FILE_WRITE: 'The file could not be written.',
  ERR_WHOLE_IMAGE_REQUIRED:
    'The image names no modified blocks, so only the whole of it can be recorded.',
  ERR_IMAGE_READS_DISC: 'The image reads the disc that recording it whole would overwrite.',
  ERR_NOT_REWRITABLE: 'Single sectors of a disc of this kind cannot be replaced.',
  ERR_PLAN_STALE: 'The disc or the image has changed since the plan was made.',
  ERR_RESULT_SPENT:
    'The result has been recorded already, and a second recording would not fit the disc.',
  ERR_VERIFY_FAILED: 'The disc does not hold what was recorded.',
  ERR_JOURNAL_WRITE: 'The journal could not be written, so the burn did not begin.',
  ERR_JOURNAL_EXISTS:
    'There is a journal already that may still be needed, or a file that is none.',
  ERR_NO_COMMIT_RANGES: 'The list of ranges has no commit ranges, so no journal could finish it.',
  ERR_JOURNAL_MISSING: 'The journal is not there: no burn with it is unfinished.',
  ERR_JOURNAL_DAMAGED: 'The journal is damaged, of another version, or no journal.',
  ERR_JOURNAL_OTHER_DISC: 'The disc is not the one of the journal, or has been recorded on since.',
  ERR_JOURNAL_MISMATCH: 'The new session on the disc is not what the journal says.',
  ERR_JOURNAL_IMAGE: 'The image file that the journal is of is not there, or has changed since.',
  ERR_DRIVE_HUNG: 'The drive did not stop in time and was given up.',
  ERR_TIMEOUT: 'The time allowed has passed.',
  ERR_INTERNAL: 'A mistake in this package.',
};

export function isOwnErrorCode(code: string): code is OwnErrorCode {
  return Object.hasOwn(ownErrors, code);
}
