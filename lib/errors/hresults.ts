// Generated from native/contract/hresults.json by scripts/generate.mjs. Change that table, not this file.
/** Names of the HRESULTs that IMAPI2, IMAPI2FS and Windows give, such as `E_IMAPI_RECORDER_LOCKED`. */
/* prettier-ignore */
export type HresultName =
  | 'E_IMAPI_REQUEST_CANCELLED'
  | 'E_IMAPI_RECORDER_REQUIRED'
  | 'S_IMAPI_SPEEDADJUSTED'
  | 'S_IMAPI_ROTATIONADJUSTED'
  | 'S_IMAPI_BOTHADJUSTED'
  | 'E_IMAPI_BURN_VERIFICATION_FAILED'
  | 'S_IMAPI_COMMAND_HAS_SENSE_DATA'
  | 'E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE'
  | 'E_IMAPI_RECORDER_MEDIA_NO_MEDIA'
  | 'E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE'
  | 'E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN'
  | 'E_IMAPI_RECORDER_MEDIA_BECOMING_READY'
  | 'E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS'
  | 'E_IMAPI_RECORDER_MEDIA_BUSY'
  | 'E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS'
  | 'E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED'
  | 'E_IMAPI_RECORDER_NO_SUCH_FEATURE'
  | 'E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT'
  | 'E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED'
  | 'E_IMAPI_RECORDER_COMMAND_TIMEOUT'
  | 'E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT'
  | 'E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH'
  | 'E_IMAPI_RECORDER_LOCKED'
  | 'E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID'
  | 'E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED'
  | 'E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE'
  | 'E_IMAPI_LOSS_OF_STREAMING'
  | 'E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE'
  | 'S_IMAPI_WRITE_NOT_IN_PROGRESS'
  | 'E_IMAPI_DF2DATA_WRITE_IN_PROGRESS'
  | 'E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS'
  | 'E_IMAPI_DF2DATA_INVALID_MEDIA_STATE'
  | 'E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED'
  | 'E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA'
  | 'E_IMAPI_DF2DATA_MEDIA_NOT_BLANK'
  | 'E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED'
  | 'E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED'
  | 'E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID'
  | 'E_IMAPI_DF2TAO_WRITE_IN_PROGRESS'
  | 'E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS'
  | 'E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED'
  | 'E_IMAPI_DF2TAO_MEDIA_IS_PREPARED'
  | 'E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY'
  | 'E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC'
  | 'E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK'
  | 'E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED'
  | 'E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED'
  | 'E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE'
  | 'E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED'
  | 'E_IMAPI_DF2TAO_INVALID_ISRC'
  | 'E_IMAPI_DF2TAO_INVALID_MCN'
  | 'E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED'
  | 'E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED'
  | 'E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID'
  | 'E_IMAPI_DF2RAW_WRITE_IN_PROGRESS'
  | 'E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS'
  | 'E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED'
  | 'E_IMAPI_DF2RAW_MEDIA_IS_PREPARED'
  | 'E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID'
  | 'E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK'
  | 'E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED'
  | 'E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE'
  | 'E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED'
  | 'E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED'
  | 'E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED'
  | 'E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT'
  | 'E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED'
  | 'E_IMAPI_ERASE_RECORDER_IN_USE'
  | 'E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED'
  | 'E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL'
  | 'E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL'
  | 'E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE'
  | 'E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND'
  | 'E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR'
  | 'E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE'
  | 'E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND'
  | 'E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED'
  | 'E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED'
  | 'E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID'
  | 'E_IMAPI_RAW_IMAGE_IS_READ_ONLY'
  | 'E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS'
  | 'E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED'
  | 'E_IMAPI_RAW_IMAGE_NO_TRACKS'
  | 'E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED'
  | 'E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE'
  | 'E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES'
  | 'E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND'
  | 'S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS'
  | 'E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED'
  | 'E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX'
  | 'IMAPI_E_FSI_INTERNAL_ERROR'
  | 'IMAPI_E_INVALID_PARAM'
  | 'IMAPI_E_READONLY'
  | 'IMAPI_E_NO_OUTPUT'
  | 'IMAPI_E_INVALID_VOLUME_NAME'
  | 'IMAPI_E_INVALID_DATE'
  | 'IMAPI_E_FILE_SYSTEM_NOT_EMPTY'
  | 'IMAPI_E_NOT_FILE'
  | 'IMAPI_E_NOT_DIR'
  | 'IMAPI_E_DIR_NOT_EMPTY'
  | 'IMAPI_E_NOT_IN_FILE_SYSTEM'
  | 'IMAPI_E_INVALID_PATH'
  | 'IMAPI_E_RESTRICTED_NAME_VIOLATION'
  | 'IMAPI_E_DUP_NAME'
  | 'IMAPI_E_NO_UNIQUE_NAME'
  | 'IMAPI_E_ITEM_NOT_FOUND'
  | 'IMAPI_E_FILE_NOT_FOUND'
  | 'IMAPI_E_DIR_NOT_FOUND'
  | 'IMAPI_E_IMAGE_SIZE_LIMIT'
  | 'IMAPI_E_IMAGE_TOO_BIG'
  | 'IMAPI_E_DATA_STREAM_INCONSISTENCY'
  | 'IMAPI_E_DATA_STREAM_READ_FAILURE'
  | 'IMAPI_E_DATA_STREAM_CREATE_FAILURE'
  | 'IMAPI_E_DIRECTORY_READ_FAILURE'
  | 'IMAPI_E_TOO_MANY_DIRS'
  | 'IMAPI_E_ISO9660_LEVELS'
  | 'IMAPI_E_DATA_TOO_BIG'
  | 'IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION'
  | 'IMAPI_E_STASHFILE_OPEN_FAILURE'
  | 'IMAPI_E_STASHFILE_SEEK_FAILURE'
  | 'IMAPI_E_STASHFILE_WRITE_FAILURE'
  | 'IMAPI_E_STASHFILE_READ_FAILURE'
  | 'IMAPI_E_INVALID_WORKING_DIRECTORY'
  | 'IMAPI_E_WORKING_DIRECTORY_SPACE'
  | 'IMAPI_E_STASHFILE_MOVE'
  | 'IMAPI_E_BOOT_IMAGE_DATA'
  | 'IMAPI_E_BOOT_OBJECT_CONFLICT'
  | 'IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH'
  | 'IMAPI_E_EMPTY_DISC'
  | 'IMAPI_E_NO_SUPPORTED_FILE_SYSTEM'
  | 'IMAPI_E_FILE_SYSTEM_NOT_FOUND'
  | 'IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR'
  | 'IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED'
  | 'IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY'
  | 'IMAPI_E_IMPORT_SEEK_FAILURE'
  | 'IMAPI_E_IMPORT_READ_FAILURE'
  | 'IMAPI_E_DISC_MISMATCH'
  | 'IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED'
  | 'IMAPI_E_UDF_NOT_WRITE_COMPATIBLE'
  | 'IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE'
  | 'IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE'
  | 'IMAPI_E_MULTISESSION_NOT_SET'
  | 'IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE'
  | 'IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED'
  | 'IMAPI_E_PROPERTY_NOT_ACCESSIBLE'
  | 'IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED'
  | 'IMAPI_E_BAD_MULTISESSION_PARAMETER'
  | 'IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED'
  | 'IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED'
  | 'IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND'
  | 'IMAPI_E_IMAGEMANAGER_NO_IMAGE'
  | 'IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG'
  | 'E_NOTIMPL'
  | 'E_NOINTERFACE'
  | 'E_POINTER'
  | 'E_ABORT'
  | 'E_FAIL'
  | 'E_PENDING'
  | 'E_BOUNDS'
  | 'E_UNEXPECTED'
  | 'DISP_E_UNKNOWNINTERFACE'
  | 'DISP_E_MEMBERNOTFOUND'
  | 'DISP_E_PARAMNOTFOUND'
  | 'DISP_E_TYPEMISMATCH'
  | 'DISP_E_UNKNOWNNAME'
  | 'DISP_E_BADVARTYPE'
  | 'DISP_E_EXCEPTION'
  | 'DISP_E_OVERFLOW'
  | 'DISP_E_BADINDEX'
  | 'DISP_E_ARRAYISLOCKED'
  | 'DISP_E_BADPARAMCOUNT'
  | 'STG_E_INVALIDFUNCTION'
  | 'STG_E_FILENOTFOUND'
  | 'STG_E_PATHNOTFOUND'
  | 'STG_E_ACCESSDENIED'
  | 'STG_E_INSUFFICIENTMEMORY'
  | 'STG_E_INVALIDPOINTER'
  | 'STG_E_SEEKERROR'
  | 'STG_E_WRITEFAULT'
  | 'STG_E_READFAULT'
  | 'STG_E_SHAREVIOLATION'
  | 'STG_E_LOCKVIOLATION'
  | 'STG_E_INVALIDPARAMETER'
  | 'STG_E_MEDIUMFULL'
  | 'STG_E_REVERTED'
  | 'REGDB_E_CLASSNOTREG'
  | 'CLASS_E_NOAGGREGATION'
  | 'CLASS_E_CLASSNOTAVAILABLE'
  | 'CONNECT_E_NOCONNECTION'
  | 'CONNECT_E_ADVISELIMIT'
  | 'CONNECT_E_CANNOTCONNECT'
  | 'CO_E_NOTINITIALIZED'
  | 'CO_E_OBJNOTCONNECTED'
  | 'RPC_E_CALL_REJECTED'
  | 'RPC_E_DISCONNECTED'
  | 'RPC_E_WRONG_THREAD'
  | 'RPC_E_CHANGED_MODE'
  | 'RPC_E_SERVERFAULT'
  | 'E_INVALID_FUNCTION'
  | 'E_FILENOTFOUND'
  | 'E_PATHNOTFOUND'
  | 'E_ACCESSDENIED'
  | 'E_HANDLE'
  | 'E_OUTOFMEMORY'
  | 'E_DRIVE_NOT_FOUND'
  | 'E_WRITE_PROTECT'
  | 'E_NOT_READY'
  | 'E_CRC'
  | 'E_SECTOR_NOT_FOUND'
  | 'E_GEN_FAILURE'
  | 'E_SHARING_VIOLATION'
  | 'E_LOCK_VIOLATION'
  | 'E_HANDLE_EOF'
  | 'E_HANDLE_DISK_FULL'
  | 'E_NOT_SUPPORTED'
  | 'E_DEV_NOT_EXIST'
  | 'E_FILE_EXISTS'
  | 'E_INVALIDARG'
  | 'E_DISK_FULL'
  | 'E_SEM_TIMEOUT'
  | 'E_INVALID_NAME'
  | 'E_MOD_NOT_FOUND'
  | 'E_PROC_NOT_FOUND'
  | 'E_BAD_EXE_FORMAT'
  | 'E_BUSY'
  | 'E_ALREADY_EXISTS'
  | 'E_NO_SUCH_DEVICE'
  | 'E_FILE_INVALID'
  | 'E_MEDIA_CHANGED'
  | 'E_NO_MEDIA_IN_DRIVE'
  | 'E_IO_DEVICE'
  | 'E_DEVICE_NOT_CONNECTED'
  | 'E_CANCELLED'
  | 'E_FILE_CORRUPT'
  | 'E_TIMEOUT'
  | 'E_DEVICE_REMOVED';

/** HRESULT as an unsigned number, what it means, and true where trying again can help. */
export type HresultRow = readonly [value: number, meaning: string, retryable?: true];

/* prettier-ignore */
export const hresults: Readonly<Record<HresultName, HresultRow>> = {
  E_IMAPI_REQUEST_CANCELLED: [0xc0aa0002, 'Caller or user stopped the operation.'],
  E_IMAPI_RECORDER_REQUIRED: [0xc0aa0003, 'No recorder has been assigned yet.'],
  S_IMAPI_SPEEDADJUSTED: [0x00aa0004, 'Success; drive could not do the asked speed, another one is in use.'],
  S_IMAPI_ROTATIONADJUSTED: [0x00aa0005, 'Success; drive could not do the asked rotation mode (CLV/CAV), another one is in use.'],
  S_IMAPI_BOTHADJUSTED: [0x00aa0006, 'Success; speed and rotation mode were both replaced.'],
  E_IMAPI_BURN_VERIFICATION_FAILED: [0xc0aa0007, 'Post-burn check failed, disc contents not trustworthy.'],
  S_IMAPI_COMMAND_HAS_SENSE_DATA: [0x00aa0200, 'Command went through but SCSI sense data came back; inspect the sense buffer.'],
  E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE: [0xc0aa0201, 'Drive lacks that mode page (in that value type).'],
  E_IMAPI_RECORDER_MEDIA_NO_MEDIA: [0xc0aa0202, 'No disc loaded.'],
  E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE: [0xc0aa0203, 'Disc format unknown or unusable in this drive.'],
  E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN: [0xc0aa0204, 'Disc loaded wrong side up.'],
  E_IMAPI_RECORDER_MEDIA_BECOMING_READY: [0xc0aa0205, 'Drive still spinning up; retry later.', true],
  E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS: [0xc0aa0206, 'Drive is formatting the disc; wait.', true],
  E_IMAPI_RECORDER_MEDIA_BUSY: [0xc0aa0207, 'Drive tied up by a long job (for example closing a session).', true],
  E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS: [0xc0aa0208, 'Drive refused the MODE SELECT parameter set.'],
  E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED: [0xc0aa0209, 'Disc is write protected.'],
  E_IMAPI_RECORDER_NO_SUCH_FEATURE: [0xc0aa020a, 'Drive does not implement the feature page.'],
  E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT: [0xc0aa020b, 'Drive implements the feature page but it is not active now.'],
  E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED: [0xc0aa020c, 'Drive has no GET CONFIGURATION command (pre-MMC-2).'],
  E_IMAPI_RECORDER_COMMAND_TIMEOUT: [0xc0aa020d, 'Drive did not take the command in time; hung drive or timeout too short.'],
  E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT: [0xc0aa020e, 'Requested DVD structure missing, often a drive/disc mismatch.'],
  E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH: [0xc0aa020f, 'Disc\'s rated speed lies outside what the drive can do.'],
  E_IMAPI_RECORDER_LOCKED: [0xc0aa0210, 'Someone else holds the drive exclusively.'],
  E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID: [0xc0aa0211, 'Bad client name passed to the recorder.'],
  E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED: [0xc0aa0212, 'Disc needs formatting before use.'],
  E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE: [0xc0aa02ff, 'Drive\'s reply was malformed or not expected.'],
  E_IMAPI_LOSS_OF_STREAMING: [0xc0aa0300, 'Buffer underrun ended the write.'],
  E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE: [0xc0aa0301, 'Unrecoverable drive error during a write.'],
  S_IMAPI_WRITE_NOT_IN_PROGRESS: [0x00aa0302, 'Success; nothing was being written (for example nothing to cancel).'],
  E_IMAPI_DF2DATA_WRITE_IN_PROGRESS: [0xc0aa0400, 'Data writer: busy writing.'],
  E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS: [0xc0aa0401, 'Data writer: no write is running.'],
  E_IMAPI_DF2DATA_INVALID_MEDIA_STATE: [0xc0aa0402, 'Data writer: needs supported media for this call.'],
  E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED: [0xc0aa0403, 'Data writer: stream cannot be used as source.'],
  E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA: [0xc0aa0404, 'Data writer: stream bigger than the room on the disc.'],
  E_IMAPI_DF2DATA_MEDIA_NOT_BLANK: [0xc0aa0405, 'Data writer: disc holds data and ForceOverwrite is off.'],
  E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED: [0xc0aa0406, 'Data writer: disc type not usable.'],
  E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED: [0xc0aa0407, 'Data writer: drive lacks needed abilities.'],
  E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID: [0xc0aa0408, 'Data writer: bad client name.'],
  E_IMAPI_DF2TAO_WRITE_IN_PROGRESS: [0xc0aa0500, 'Track-at-once: busy writing.'],
  E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS: [0xc0aa0501, 'Track-at-once: no write is running.'],
  E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED: [0xc0aa0502, 'Track-at-once: call PrepareMedia first.'],
  E_IMAPI_DF2TAO_MEDIA_IS_PREPARED: [0xc0aa0503, 'Track-at-once: not allowed between PrepareMedia and ReleaseMedia.'],
  E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY: [0xc0aa0504, 'Track-at-once: property is frozen after the first write.'],
  E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC: [0xc0aa0505, 'Track-at-once: blank disc, so no TOC.'],
  E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK: [0xc0aa0506, 'Track-at-once: needs a blank CD-R or CD-RW.'],
  E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED: [0xc0aa0507, 'Track-at-once: disc type not usable (wants blank CD-R/RW).'],
  E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED: [0xc0aa0508, 'Track-at-once: 99 tracks already.'],
  E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE: [0xc0aa0509, 'Track-at-once: track does not fit.'],
  E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED: [0xc0aa050a, 'Track-at-once: set a recorder before PrepareMedia.'],
  E_IMAPI_DF2TAO_INVALID_ISRC: [0xc0aa050b, 'Track-at-once: malformed ISRC.'],
  E_IMAPI_DF2TAO_INVALID_MCN: [0xc0aa050c, 'Track-at-once: malformed media catalogue number.'],
  E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED: [0xc0aa050d, 'Track-at-once: audio stream unusable.'],
  E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED: [0xc0aa050e, 'Track-at-once: drive lacks needed abilities.'],
  E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID: [0xc0aa050f, 'Track-at-once: bad client name.'],
  E_IMAPI_DF2RAW_WRITE_IN_PROGRESS: [0xc0aa0600, 'Raw CD: busy writing.'],
  E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS: [0xc0aa0601, 'Raw CD: no write is running.'],
  E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED: [0xc0aa0602, 'Raw CD: call PrepareMedia first.'],
  E_IMAPI_DF2RAW_MEDIA_IS_PREPARED: [0xc0aa0603, 'Raw CD: not allowed between PrepareMedia and ReleaseMedia.'],
  E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID: [0xc0aa0604, 'Raw CD: bad client name.'],
  E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK: [0xc0aa0606, 'Raw CD: needs a blank CD-R or CD-RW.'],
  E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED: [0xc0aa0607, 'Raw CD: disc type not usable (wants blank CD-R/RW).'],
  E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE: [0xc0aa0609, 'Raw CD: session does not fit.'],
  E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED: [0xc0aa060a, 'Raw CD: set a recorder before PrepareMedia.'],
  E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED: [0xc0aa060d, 'Raw CD: stream unusable.'],
  E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED: [0xc0aa060e, 'Raw CD: drive cannot write that sector/subcode type.'],
  E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT: [0xc0aa060f, 'Raw CD: stream carries too few lead-in sectors for this disc.'],
  E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED: [0xc0aa0610, 'Raw CD: drive lacks needed abilities.'],
  E_IMAPI_ERASE_RECORDER_IN_USE: [0x80aa0900, 'Eraser: recorder cannot be changed while an erase runs.'],
  E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED: [0x80aa0901, 'Eraser: clear the old recorder before assigning another.'],
  E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL: [0x80aa0902, 'Eraser: READ DISC INFORMATION reply too short.'],
  E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL: [0x80aa0903, 'Eraser: mode page 2Ah reply too short.'],
  E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE: [0x80aa0904, 'Eraser: disc is not rewritable.'],
  E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND: [0x80aa0905, 'Eraser: drive rejected or failed the erase.'],
  E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR: [0x80aa0906, 'Eraser: gave up after an hour; drive may need a reset.'],
  E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE: [0x80aa0907, 'Eraser: unforeseen drive error; disc state unknown.'],
  E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND: [0x80aa0908, 'Eraser: START UNIT failed.'],
  E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED: [0xc0aa0909, 'Eraser: disc type not usable.'],
  E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED: [0xc0aa090a, 'Eraser: drive lacks needed abilities.'],
  E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID: [0xc0aa090b, 'Eraser: bad client name.'],
  E_IMAPI_RAW_IMAGE_IS_READ_ONLY: [0x80aa0a00, 'Raw image: frozen once CreateResultImage has run.'],
  E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS: [0x80aa0a01, 'Raw image: track numbers end at 99.'],
  E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED: [0x80aa0a02, 'Raw image: sector type not handled.'],
  E_IMAPI_RAW_IMAGE_NO_TRACKS: [0x80aa0a03, 'Raw image: needs at least one track for this call.'],
  E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED: [0x80aa0a04, 'Raw image: only allowed before the first track.'],
  E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE: [0x80aa0a05, 'Raw image: track would push the lead-out past its limit.'],
  E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES: [0x80aa0a06, 'Raw image: track already has 99 indexes.'],
  E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND: [0x80aa0a07, 'Raw image: no index at that LBA offset.'],
  S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS: [0x00aa0a08, 'Success; an index was at that LBA offset already.'],
  E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED: [0x80aa0a09, 'Raw image: index 1 (offset 0) is fixed.'],
  E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX: [0x80aa0a0a, 'Raw image: indexes must be ten or more sectors apart.'],
  IMAPI_E_FSI_INTERNAL_ERROR: [0xc0aab100, 'Unspecified internal failure.'],
  IMAPI_E_INVALID_PARAM: [0xc0aab101, 'A named argument has a bad value.'],
  IMAPI_E_READONLY: [0xc0aab102, 'Image object no longer accepts changes.'],
  IMAPI_E_NO_OUTPUT: [0xc0aab103, 'FileSystemsToCreate selects nothing.'],
  IMAPI_E_INVALID_VOLUME_NAME: [0xc0aab104, 'Volume label too long or with illegal characters.'],
  IMAPI_E_INVALID_DATE: [0xc0aab105, 'File times are out of order.'],
  IMAPI_E_FILE_SYSTEM_NOT_EMPTY: [0xc0aab106, 'Call allowed only while the image is empty.'],
  IMAPI_E_NOT_FILE: [0xc0aab108, 'Path names something other than a file.'],
  IMAPI_E_NOT_DIR: [0xc0aab109, 'Path names something other than a directory.'],
  IMAPI_E_DIR_NOT_EMPTY: [0xc0aab10a, 'Directory still has entries.'],
  IMAPI_E_NOT_IN_FILE_SYSTEM: [0xc0aab10b, 'Item has not been added to the image.'],
  IMAPI_E_INVALID_PATH: [0xc0aab110, 'Malformed path or illegal characters.'],
  IMAPI_E_RESTRICTED_NAME_VIOLATION: [0xc0aab111, 'Non-ANSI name while UseRestrictedCharacterSet is on.'],
  IMAPI_E_DUP_NAME: [0xc0aab112, 'Name is taken.'],
  IMAPI_E_NO_UNIQUE_NAME: [0xc0aab113, 'No distinct short name could be built for one of the file systems.'],
  IMAPI_E_ITEM_NOT_FOUND: [0xc0aab118, 'Item absent from the image tree.'],
  IMAPI_E_FILE_NOT_FOUND: [0xc0aab119, 'File absent from the image tree.'],
  IMAPI_E_DIR_NOT_FOUND: [0xc0aab11a, 'Directory absent from the image tree.'],
  IMAPI_E_IMAGE_SIZE_LIMIT: [0xc0aab120, 'Addition would exceed the image size limit.'],
  IMAPI_E_IMAGE_TOO_BIG: [0xc0aab121, 'FreeMediaBlocks set below the estimated image size.'],
  IMAPI_E_DATA_STREAM_INCONSISTENCY: [0xc0aab128, 'File stream length differs from the length recorded earlier.'],
  IMAPI_E_DATA_STREAM_READ_FAILURE: [0xc0aab129, 'File stream could not be read.'],
  IMAPI_E_DATA_STREAM_CREATE_FAILURE: [0xc0aab12a, 'File stream could not be opened; inner error follows.'],
  IMAPI_E_DIRECTORY_READ_FAILURE: [0xc0aab12b, 'Source directory could not be listed; inner error follows.'],
  IMAPI_E_TOO_MANY_DIRS: [0xc0aab130, 'Directory count over a file system\'s limit.'],
  IMAPI_E_ISO9660_LEVELS: [0xc0aab131, 'Tree deeper than the 8 levels of ISO 9660.'],
  IMAPI_E_DATA_TOO_BIG: [0xc0aab132, 'File over a file system\'s size limit.'],
  IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION: [0xc0aab133, 'Imported session\'s layout cannot be continued.'],
  IMAPI_E_STASHFILE_OPEN_FAILURE: [0xc0aab138, 'Temporary (stash) file: open failed.'],
  IMAPI_E_STASHFILE_SEEK_FAILURE: [0xc0aab139, 'Temporary (stash) file: seek failed.'],
  IMAPI_E_STASHFILE_WRITE_FAILURE: [0xc0aab13a, 'Temporary (stash) file: write failed.'],
  IMAPI_E_STASHFILE_READ_FAILURE: [0xc0aab13b, 'Temporary (stash) file: read failed.'],
  IMAPI_E_INVALID_WORKING_DIRECTORY: [0xc0aab140, 'WorkingDirectory is not usable.'],
  IMAPI_E_WORKING_DIRECTORY_SPACE: [0xc0aab141, 'WorkingDirectory\'s volume has too little room.'],
  IMAPI_E_STASHFILE_MOVE: [0xc0aab142, 'Temporary (stash) file could not be moved to the new directory.'],
  IMAPI_E_BOOT_IMAGE_DATA: [0xc0aab148, 'Boot image could not be put into the result.'],
  IMAPI_E_BOOT_OBJECT_CONFLICT: [0xc0aab149, 'Boot images are for a disc\'s first session only.'],
  IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH: [0xc0aab14a, 'Boot image length does not suit the emulation type.'],
  IMAPI_E_EMPTY_DISC: [0xc0aab150, 'Nothing recorded on the disc.'],
  IMAPI_E_NO_SUPPORTED_FILE_SYSTEM: [0xc0aab151, 'No known file system on the disc.'],
  IMAPI_E_FILE_SYSTEM_NOT_FOUND: [0xc0aab152, 'The asked-for file system is not on the disc.'],
  IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR: [0xc0aab153, 'Import: file system on the disc is self-contradictory.'],
  IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED: [0xc0aab154, 'Import: file system on the disc uses a feature that cannot be imported.'],
  IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY: [0xc0aab155, 'Import: a file\'s name is already a directory in the image.'],
  IMAPI_E_IMPORT_SEEK_FAILURE: [0xc0aab156, 'Import: seek on the disc failed.'],
  IMAPI_E_IMPORT_READ_FAILURE: [0xc0aab157, 'Import: block read on the disc failed.'],
  IMAPI_E_DISC_MISMATCH: [0xc0aab158, 'A different disc is loaded than the one imported.'],
  IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED: [0xc0aab159, 'Multisession not offered for this disc type.'],
  IMAPI_E_UDF_NOT_WRITE_COMPATIBLE: [0xc0aab15a, 'Multisession impossible: disc\'s UDF revision cannot be appended to.'],
  IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE: [0xc0aab15b, 'Chosen multisession kind not handled.'],
  IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE: [0xc0aab15c, 'None of the disc\'s multisession kinds is handled.'],
  IMAPI_E_MULTISESSION_NOT_SET: [0xc0aab15d, 'Set MultisessionInterfaces before this call.'],
  IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE: [0xc0aab15e, 'Import: a directory\'s name is already a file in the image.'],
  IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED: [0x00aab15f, 'Success; result made without a feature the chosen revision lacks.'],
  IMAPI_E_PROPERTY_NOT_ACCESSIBLE: [0xc0aab160, 'Property cannot be used in the current state.'],
  IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED: [0xc0aab161, 'UDF revision fixed by the imported session.'],
  IMAPI_E_BAD_MULTISESSION_PARAMETER: [0xc0aab162, 'A multisession value is missing or wrong.'],
  IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED: [0xc0aab163, 'File system must stay that of the imported session.'],
  IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED: [0xc0aab200, 'ISO length is not a multiple of 2048.'],
  IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND: [0xc0aab201, 'ISO lacks a usable volume descriptor.'],
  IMAPI_E_IMAGEMANAGER_NO_IMAGE: [0xc0aab202, 'Neither SetPath nor SetStream was called.'],
  IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG: [0xc0aab203, 'ISO has more sectors than a signed 32-bit count holds.'],
  E_NOTIMPL: [0x80004001, 'Not implemented.'],
  E_NOINTERFACE: [0x80004002, 'The object has no such interface.'],
  E_POINTER: [0x80004003, 'Invalid pointer.'],
  E_ABORT: [0x80004004, 'The operation was aborted.'],
  E_FAIL: [0x80004005, 'Unspecified failure.'],
  E_PENDING: [0x8000000a, 'The data is not yet available.'],
  E_BOUNDS: [0x8000000b, 'An index lies outside its bounds.'],
  E_UNEXPECTED: [0x8000ffff, 'The object is in an unexpected state.'],
  DISP_E_UNKNOWNINTERFACE: [0x80020001, 'Unknown interface.'],
  DISP_E_MEMBERNOTFOUND: [0x80020003, 'The object has no such member.'],
  DISP_E_PARAMNOTFOUND: [0x80020004, 'The member has no such parameter.'],
  DISP_E_TYPEMISMATCH: [0x80020005, 'A value has the wrong type.'],
  DISP_E_UNKNOWNNAME: [0x80020006, 'The object has no member of that name.'],
  DISP_E_BADVARTYPE: [0x80020008, 'A VARIANT has an invalid type.'],
  DISP_E_EXCEPTION: [0x80020009, 'The member raised an exception.'],
  DISP_E_OVERFLOW: [0x8002000a, 'A value is out of range.'],
  DISP_E_BADINDEX: [0x8002000b, 'Invalid index.'],
  DISP_E_ARRAYISLOCKED: [0x8002000d, 'The array is locked.'],
  DISP_E_BADPARAMCOUNT: [0x8002000e, 'Wrong number of arguments.'],
  STG_E_INVALIDFUNCTION: [0x80030001, 'The stream cannot do that.'],
  STG_E_FILENOTFOUND: [0x80030002, 'The file was not found.'],
  STG_E_PATHNOTFOUND: [0x80030003, 'The path was not found.'],
  STG_E_ACCESSDENIED: [0x80030005, 'Access to the stream is denied.'],
  STG_E_INSUFFICIENTMEMORY: [0x80030008, 'Not enough memory.'],
  STG_E_INVALIDPOINTER: [0x80030009, 'Invalid pointer.'],
  STG_E_SEEKERROR: [0x80030019, 'Seeking in the stream failed.'],
  STG_E_WRITEFAULT: [0x8003001d, 'Writing to the stream failed.'],
  STG_E_READFAULT: [0x8003001e, 'Reading from the stream failed.'],
  STG_E_SHAREVIOLATION: [0x80030020, 'Another program has the file open.'],
  STG_E_LOCKVIOLATION: [0x80030021, 'Another program has locked a part of the file.'],
  STG_E_INVALIDPARAMETER: [0x80030057, 'Invalid argument.'],
  STG_E_MEDIUMFULL: [0x80030070, 'The disk is full.'],
  STG_E_REVERTED: [0x80030102, 'The stream has been released.'],
  REGDB_E_CLASSNOTREG: [0x80040154, 'The class is not registered: this Windows has no IMAPI2.'],
  CLASS_E_NOAGGREGATION: [0x80040110, 'The class cannot be aggregated.'],
  CLASS_E_CLASSNOTAVAILABLE: [0x80040111, 'The server has no such class.'],
  CONNECT_E_NOCONNECTION: [0x80040200, 'There is no such event subscription.'],
  CONNECT_E_ADVISELIMIT: [0x80040201, 'No more event subscriptions are possible.'],
  CONNECT_E_CANNOTCONNECT: [0x80040202, 'The event sink lacks the interface that is needed.'],
  CO_E_NOTINITIALIZED: [0x800401f0, 'COM is not initialized on this thread.'],
  CO_E_OBJNOTCONNECTED: [0x800401fd, 'The object is no longer connected to its server.'],
  RPC_E_CALL_REJECTED: [0x80010001, 'The call was rejected.'],
  RPC_E_DISCONNECTED: [0x80010108, 'The object has disconnected from its clients.'],
  RPC_E_WRONG_THREAD: [0x8001010e, 'The object belongs to another thread.'],
  RPC_E_CHANGED_MODE: [0x80010106, 'The thread already has an apartment of another kind.'],
  RPC_E_SERVERFAULT: [0x80010105, 'The server threw an exception.'],
  E_INVALID_FUNCTION: [0x80070001, 'The device does not know the command.'],
  E_FILENOTFOUND: [0x80070002, 'The file was not found.'],
  E_PATHNOTFOUND: [0x80070003, 'The path was not found.'],
  E_ACCESSDENIED: [0x80070005, 'Access is denied.'],
  E_HANDLE: [0x80070006, 'Invalid handle.'],
  E_OUTOFMEMORY: [0x8007000e, 'Not enough memory.'],
  E_DRIVE_NOT_FOUND: [0x8007000f, 'The drive was not found.'],
  E_WRITE_PROTECT: [0x80070013, 'The medium is write-protected.'],
  E_NOT_READY: [0x80070015, 'The device is not ready.'],
  E_CRC: [0x80070017, 'The data could not be read without an error.'],
  E_SECTOR_NOT_FOUND: [0x8007001b, 'The drive cannot find the sector.'],
  E_GEN_FAILURE: [0x8007001f, 'The device is not working.'],
  E_SHARING_VIOLATION: [0x80070020, 'Another program has the file open.'],
  E_LOCK_VIOLATION: [0x80070021, 'Another program has locked a part of the file.'],
  E_HANDLE_EOF: [0x80070026, 'The data ended before it was expected to.'],
  E_HANDLE_DISK_FULL: [0x80070027, 'The disk is full.'],
  E_NOT_SUPPORTED: [0x80070032, 'The request is not supported.'],
  E_DEV_NOT_EXIST: [0x80070037, 'The device is not there any more.'],
  E_FILE_EXISTS: [0x80070050, 'The file exists already.'],
  E_INVALIDARG: [0x80070057, 'Invalid argument.'],
  E_DISK_FULL: [0x80070070, 'The disk is full.'],
  E_SEM_TIMEOUT: [0x80070079, 'The device did not answer in time.'],
  E_INVALID_NAME: [0x8007007b, 'The name is not valid.'],
  E_MOD_NOT_FOUND: [0x8007007e, 'The library was not found.'],
  E_PROC_NOT_FOUND: [0x8007007f, 'The library has no such function.'],
  E_BAD_EXE_FORMAT: [0x800700c1, 'The library is built for another processor.'],
  E_BUSY: [0x800700aa, 'The device is busy.', true],
  E_ALREADY_EXISTS: [0x800700b7, 'It exists already.'],
  E_NO_SUCH_DEVICE: [0x800701b1, 'The device is not there any more.'],
  E_FILE_INVALID: [0x800703ee, 'The file was changed while it was in use.'],
  E_MEDIA_CHANGED: [0x80070456, 'The medium has been changed.'],
  E_NO_MEDIA_IN_DRIVE: [0x80070458, 'There is no medium in the drive.'],
  E_IO_DEVICE: [0x8007045d, 'The device reported an input/output error.'],
  E_DEVICE_NOT_CONNECTED: [0x8007048f, 'The device is not connected.'],
  E_CANCELLED: [0x800704c7, 'The operation was cancelled.'],
  E_FILE_CORRUPT: [0x80070570, 'The file is damaged, or it is of another kind.'],
  E_TIMEOUT: [0x800705b4, 'The operation timed out.'],
  E_DEVICE_REMOVED: [0x80070651, 'The device has been removed.'],
};
