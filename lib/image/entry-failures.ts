import type { ImapiErrorCode } from '../errors/codes.js';

/** What the source file is refused for, by Windows or by this package. */
const ofSource: readonly ImapiErrorCode[] = [
  'ERR_SOURCE_UNREADABLE',
  'ERR_NOT_A_FILE',
  'E_FILENOTFOUND',
  'E_ACCESSDENIED',
  'E_SHARING_VIOLATION',
  'STG_E_FILENOTFOUND',
  'STG_E_ACCESSDENIED',
  'IMAPI_E_DATA_STREAM_INCONSISTENCY',
  'IMAPI_E_DATA_STREAM_READ_FAILURE',
  'IMAPI_E_DATA_STREAM_CREATE_FAILURE',
  'IMAPI_E_DIRECTORY_READ_FAILURE',
];

/** What its name, its place or its size is refused for by a file system of the image. */
const ofPlace: readonly ImapiErrorCode[] = [
  'ERR_EXISTS',
  'IMAPI_E_NOT_DIR',
  'IMAPI_E_INVALID_PATH',
  'IMAPI_E_RESTRICTED_NAME_VIOLATION',
  'IMAPI_E_DUP_NAME',
  'IMAPI_E_NO_UNIQUE_NAME',
  'IMAPI_E_ISO9660_LEVELS',
  'IMAPI_E_DATA_TOO_BIG',
  'IMAPI_E_INVALID_DATE',
];

const ofOneEntry: ReadonlySet<string> = new Set([...ofSource, ...ofPlace]);

/**
 * Whether one entry of a tree could not be added, and the next may be. Everything else is of the image or the drive (it is full,
 * closed, read-only, busy, hung): the next entry would fail too, and a report full of skipped files would hide it.
 */
export function isOfOneEntry(code: ImapiErrorCode): boolean {
  return ofOneEntry.has(code);
}
