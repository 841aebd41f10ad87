import { isOwnErrorCode, ownErrors, type ImapiErrorCode } from './codes.js';
import type { DiscState } from './burn-error.js';
import { hresultMeaning } from './hresult-lookup.js';

/** What a person can do about it. Only where that is not plain from the sentence itself. docs/errors.md has it too. */
export const advice: Readonly<Partial<Record<ImapiErrorCode, string>>> = {
  E_IMAPI_RECORDER_LOCKED:
    'exclusiveOwner() names the program that holds the drive; close it and try again.',
  E_IMAPI_RECORDER_MEDIA_NO_MEDIA: 'Put a disc in and try again.',
  E_IMAPI_RECORDER_MEDIA_BECOMING_READY: 'waitUntilReady() waits for the drive.',
  E_IMAPI_RECORDER_MEDIA_BUSY: 'waitUntilReady() waits for the drive.',
  E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS: 'waitUntilReady() waits for the drive.',
  E_IMAPI_DF2DATA_MEDIA_NOT_BLANK:
    'An image made from the disc (createImage with its recorder) adds to it; on a rewritable disc burnImage with overwrite: true replaces what it holds.',
  E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA:
    'Take something out of the image, or use a larger disc.',
  IMAPI_E_IMAGE_SIZE_LIMIT: 'Take something out of the image, or use a larger disc.',
  IMAPI_E_READONLY:
    'An image cannot be changed while one of its results is open: close the result first.',
  IMAPI_E_DISC_MISMATCH: 'The disc was changed after the image was made: make the image again.',
  IMAPI_E_DUP_NAME: 'Choose another name, or remove the entry first.',
  REGDB_E_CLASSNOTREG: 'Server Core and containers have none; supportInfo() says what is missing.',
  ERR_WHOLE_IMAGE_REQUIRED:
    "burnImage() records it whole; burnModified with whenWholeImage: 'if-blank' does so where the disc is blank.",
  ERR_NOT_APPENDABLE: 'Use another disc; a rewritable one can be erased.',
  ERR_RESULT_SPENT: 'Make the image again: it then starts from what the disc holds now.',
  ERR_PLAN_STALE: 'Call planBurn() again and show the new plan.',
  ERR_BUSY: 'Wait for the operation under way, or cancel it.',
  ERR_DISC_IN_USE: 'Close what has it open, or copy the file and open the copy.',
  ERR_UNKNOWN_DRIVE: 'recorders() lists the drives.',
  ERR_JOURNAL_EXISTS:
    'resumeBurn() with it finishes its burn, or says that nothing needs finishing; then it is free.',
  ERR_JOURNAL_MISSING:
    'A burn that succeeded has removed its journal, and one that was refused has written none.',
  ERR_JOURNAL_OTHER_DISC: 'Nothing was written. Put in the disc that the burn was cut on.',
  ERR_JOURNAL_MISMATCH:
    'Nothing was written. What the old session held may be read with recovery tools.',
  ERR_JOURNAL_IMAGE:
    "Nothing was written. Put the very same file back in its place and call resumeBurn() again; another image is finished by burnImage() with ranges: 'differences'.",
  ERR_NOT_REWRITABLE: 'burnImage() without ranges records the image whole.',
  ERR_DRIVE_HUNG: 'Turn the drive off and on; other handles of it refuse further work.',
  ERR_INTERNAL: 'Please report it.',
};

const discStates: Readonly<Record<DiscState, string>> = {
  unchanged: 'Nothing was written.',
  'old-session-valid': 'The disc still shows what it held before.',
  'commit-interrupted':
    'It stopped while the disc was being moved to the new session, which may now be unreadable.',
  complete: 'Everything had been written.',
  unknown: 'What the disc holds now is not known.',
};

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

export interface MessageParts {
  readonly code: ImapiErrorCode;
  readonly operation: string;
  /** A sentence that knows more than the code; null for none. */
  readonly detail: string | null;
  readonly discState?: DiscState;
}

/** `IDiscFormat2Data::Write failed: Someone else holds the drive exclusively. … (E_IMAPI_RECORDER_LOCKED)` */
export function failureMessage({ code, operation, detail, discState }: MessageParts): string {
  const meaning = isOwnErrorCode(code) ? ownErrors[code] : hresultMeaning(code);
  const parts = [sentence(detail ?? meaning ?? 'The system has no text for this failure')];
  // The system's own text may be in any language, or say less than the name does.
  if (detail !== null && meaning !== null && !isOwnErrorCode(code) && detail.trim() !== meaning)
    parts.push(meaning);
  if (discState !== undefined) parts.push(discStates[discState]);
  const help = advice[code];
  if (help !== undefined) parts.push(help);
  return `${operation}: ${parts.join(' ')} (${code})`;
}

/** For what was stopped because somebody asked for it. */
export function abortMessage(operation: string, discState?: DiscState): string {
  const end = discState === undefined ? '' : ` ${discStates[discState]}`;
  return `${operation} was cancelled.${end}`;
}
