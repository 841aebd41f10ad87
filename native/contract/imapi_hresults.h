// clang-format off
// Generated from native/contract/hresults.json by scripts/generate.mjs. Change that table, not this file.
// Stands in for <imapi2error.h> and <imapi2fserror.h>, which MinGW lacks; never include those beside it.
#pragma once

#include <windows.h>

namespace hresult {

// Caller or user stopped the operation.
inline constexpr HRESULT E_IMAPI_REQUEST_CANCELLED = static_cast<HRESULT>(0xC0AA0002U);
// No recorder has been assigned yet.
inline constexpr HRESULT E_IMAPI_RECORDER_REQUIRED = static_cast<HRESULT>(0xC0AA0003U);
// Success; drive could not do the asked speed, another one is in use.
inline constexpr HRESULT S_IMAPI_SPEEDADJUSTED = static_cast<HRESULT>(0x00AA0004U);
// Success; drive could not do the asked rotation mode (CLV/CAV), another one is in use.
inline constexpr HRESULT S_IMAPI_ROTATIONADJUSTED = static_cast<HRESULT>(0x00AA0005U);
// Success; speed and rotation mode were both replaced.
inline constexpr HRESULT S_IMAPI_BOTHADJUSTED = static_cast<HRESULT>(0x00AA0006U);
// Post-burn check failed, disc contents not trustworthy.
inline constexpr HRESULT E_IMAPI_BURN_VERIFICATION_FAILED = static_cast<HRESULT>(0xC0AA0007U);
// Command went through but SCSI sense data came back; inspect the sense buffer.
inline constexpr HRESULT S_IMAPI_COMMAND_HAS_SENSE_DATA = static_cast<HRESULT>(0x00AA0200U);
// Drive lacks that mode page (in that value type).
inline constexpr HRESULT E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE = static_cast<HRESULT>(0xC0AA0201U);
// No disc loaded.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_NO_MEDIA = static_cast<HRESULT>(0xC0AA0202U);
// Disc format unknown or unusable in this drive.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE = static_cast<HRESULT>(0xC0AA0203U);
// Disc loaded wrong side up.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN = static_cast<HRESULT>(0xC0AA0204U);
// Drive still spinning up; retry later.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_BECOMING_READY = static_cast<HRESULT>(0xC0AA0205U);
// Drive is formatting the disc; wait.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0206U);
// Drive tied up by a long job (for example closing a session).
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_BUSY = static_cast<HRESULT>(0xC0AA0207U);
// Drive refused the MODE SELECT parameter set.
inline constexpr HRESULT E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS = static_cast<HRESULT>(0xC0AA0208U);
// Disc is write protected.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED = static_cast<HRESULT>(0xC0AA0209U);
// Drive does not implement the feature page.
inline constexpr HRESULT E_IMAPI_RECORDER_NO_SUCH_FEATURE = static_cast<HRESULT>(0xC0AA020AU);
// Drive implements the feature page but it is not active now.
inline constexpr HRESULT E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT = static_cast<HRESULT>(0xC0AA020BU);
// Drive has no GET CONFIGURATION command (pre-MMC-2).
inline constexpr HRESULT E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA020CU);
// Drive did not take the command in time; hung drive or timeout too short.
inline constexpr HRESULT E_IMAPI_RECORDER_COMMAND_TIMEOUT = static_cast<HRESULT>(0xC0AA020DU);
// Requested DVD structure missing, often a drive/disc mismatch.
inline constexpr HRESULT E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT = static_cast<HRESULT>(0xC0AA020EU);
// Disc's rated speed lies outside what the drive can do.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH = static_cast<HRESULT>(0xC0AA020FU);
// Someone else holds the drive exclusively.
inline constexpr HRESULT E_IMAPI_RECORDER_LOCKED = static_cast<HRESULT>(0xC0AA0210U);
// Bad client name passed to the recorder.
inline constexpr HRESULT E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID = static_cast<HRESULT>(0xC0AA0211U);
// Disc needs formatting before use.
inline constexpr HRESULT E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED = static_cast<HRESULT>(0xC0AA0212U);
// Drive's reply was malformed or not expected.
inline constexpr HRESULT E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE = static_cast<HRESULT>(0xC0AA02FFU);
// Buffer underrun ended the write.
inline constexpr HRESULT E_IMAPI_LOSS_OF_STREAMING = static_cast<HRESULT>(0xC0AA0300U);
// Unrecoverable drive error during a write.
inline constexpr HRESULT E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE = static_cast<HRESULT>(0xC0AA0301U);
// Success; nothing was being written (for example nothing to cancel).
inline constexpr HRESULT S_IMAPI_WRITE_NOT_IN_PROGRESS = static_cast<HRESULT>(0x00AA0302U);
// Data writer: busy writing.
inline constexpr HRESULT E_IMAPI_DF2DATA_WRITE_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0400U);
// Data writer: no write is running.
inline constexpr HRESULT E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0401U);
// Data writer: needs supported media for this call.
inline constexpr HRESULT E_IMAPI_DF2DATA_INVALID_MEDIA_STATE = static_cast<HRESULT>(0xC0AA0402U);
// Data writer: stream cannot be used as source.
inline constexpr HRESULT E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0403U);
// Data writer: stream bigger than the room on the disc.
inline constexpr HRESULT E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA = static_cast<HRESULT>(0xC0AA0404U);
// Data writer: disc holds data and ForceOverwrite is off.
inline constexpr HRESULT E_IMAPI_DF2DATA_MEDIA_NOT_BLANK = static_cast<HRESULT>(0xC0AA0405U);
// Data writer: disc type not usable.
inline constexpr HRESULT E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0406U);
// Data writer: drive lacks needed abilities.
inline constexpr HRESULT E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0407U);
// Data writer: bad client name.
inline constexpr HRESULT E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID = static_cast<HRESULT>(0xC0AA0408U);
// Track-at-once: busy writing.
inline constexpr HRESULT E_IMAPI_DF2TAO_WRITE_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0500U);
// Track-at-once: no write is running.
inline constexpr HRESULT E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0501U);
// Track-at-once: call PrepareMedia first.
inline constexpr HRESULT E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED = static_cast<HRESULT>(0xC0AA0502U);
// Track-at-once: not allowed between PrepareMedia and ReleaseMedia.
inline constexpr HRESULT E_IMAPI_DF2TAO_MEDIA_IS_PREPARED = static_cast<HRESULT>(0xC0AA0503U);
// Track-at-once: property is frozen after the first write.
inline constexpr HRESULT E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY = static_cast<HRESULT>(0xC0AA0504U);
// Track-at-once: blank disc, so no TOC.
inline constexpr HRESULT E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC = static_cast<HRESULT>(0xC0AA0505U);
// Track-at-once: needs a blank CD-R or CD-RW.
inline constexpr HRESULT E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK = static_cast<HRESULT>(0xC0AA0506U);
// Track-at-once: disc type not usable (wants blank CD-R/RW).
inline constexpr HRESULT E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0507U);
// Track-at-once: 99 tracks already.
inline constexpr HRESULT E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED = static_cast<HRESULT>(0xC0AA0508U);
// Track-at-once: track does not fit.
inline constexpr HRESULT E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE = static_cast<HRESULT>(0xC0AA0509U);
// Track-at-once: set a recorder before PrepareMedia.
inline constexpr HRESULT E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED = static_cast<HRESULT>(0xC0AA050AU);
// Track-at-once: malformed ISRC.
inline constexpr HRESULT E_IMAPI_DF2TAO_INVALID_ISRC = static_cast<HRESULT>(0xC0AA050BU);
// Track-at-once: malformed media catalogue number.
inline constexpr HRESULT E_IMAPI_DF2TAO_INVALID_MCN = static_cast<HRESULT>(0xC0AA050CU);
// Track-at-once: audio stream unusable.
inline constexpr HRESULT E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA050DU);
// Track-at-once: drive lacks needed abilities.
inline constexpr HRESULT E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA050EU);
// Track-at-once: bad client name.
inline constexpr HRESULT E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID = static_cast<HRESULT>(0xC0AA050FU);
// Raw CD: busy writing.
inline constexpr HRESULT E_IMAPI_DF2RAW_WRITE_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0600U);
// Raw CD: no write is running.
inline constexpr HRESULT E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS = static_cast<HRESULT>(0xC0AA0601U);
// Raw CD: call PrepareMedia first.
inline constexpr HRESULT E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED = static_cast<HRESULT>(0xC0AA0602U);
// Raw CD: not allowed between PrepareMedia and ReleaseMedia.
inline constexpr HRESULT E_IMAPI_DF2RAW_MEDIA_IS_PREPARED = static_cast<HRESULT>(0xC0AA0603U);
// Raw CD: bad client name.
inline constexpr HRESULT E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID = static_cast<HRESULT>(0xC0AA0604U);
// Raw CD: needs a blank CD-R or CD-RW.
inline constexpr HRESULT E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK = static_cast<HRESULT>(0xC0AA0606U);
// Raw CD: disc type not usable (wants blank CD-R/RW).
inline constexpr HRESULT E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0607U);
// Raw CD: session does not fit.
inline constexpr HRESULT E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE = static_cast<HRESULT>(0xC0AA0609U);
// Raw CD: set a recorder before PrepareMedia.
inline constexpr HRESULT E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED = static_cast<HRESULT>(0xC0AA060AU);
// Raw CD: stream unusable.
inline constexpr HRESULT E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA060DU);
// Raw CD: drive cannot write that sector/subcode type.
inline constexpr HRESULT E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA060EU);
// Raw CD: stream carries too few lead-in sectors for this disc.
inline constexpr HRESULT E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT = static_cast<HRESULT>(0xC0AA060FU);
// Raw CD: drive lacks needed abilities.
inline constexpr HRESULT E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0610U);
// Eraser: recorder cannot be changed while an erase runs.
inline constexpr HRESULT E_IMAPI_ERASE_RECORDER_IN_USE = static_cast<HRESULT>(0x80AA0900U);
// Eraser: clear the old recorder before assigning another.
inline constexpr HRESULT E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED = static_cast<HRESULT>(0x80AA0901U);
// Eraser: READ DISC INFORMATION reply too short.
inline constexpr HRESULT E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL = static_cast<HRESULT>(0x80AA0902U);
// Eraser: mode page 2Ah reply too short.
inline constexpr HRESULT E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL = static_cast<HRESULT>(0x80AA0903U);
// Eraser: disc is not rewritable.
inline constexpr HRESULT E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE = static_cast<HRESULT>(0x80AA0904U);
// Eraser: drive rejected or failed the erase.
inline constexpr HRESULT E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND = static_cast<HRESULT>(0x80AA0905U);
// Eraser: gave up after an hour; drive may need a reset.
inline constexpr HRESULT E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR = static_cast<HRESULT>(0x80AA0906U);
// Eraser: unforeseen drive error; disc state unknown.
inline constexpr HRESULT E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE = static_cast<HRESULT>(0x80AA0907U);
// Eraser: START UNIT failed.
inline constexpr HRESULT E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND = static_cast<HRESULT>(0x80AA0908U);
// Eraser: disc type not usable.
inline constexpr HRESULT E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA0909U);
// Eraser: drive lacks needed abilities.
inline constexpr HRESULT E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AA090AU);
// Eraser: bad client name.
inline constexpr HRESULT E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID = static_cast<HRESULT>(0xC0AA090BU);
// Raw image: frozen once CreateResultImage has run.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_IS_READ_ONLY = static_cast<HRESULT>(0x80AA0A00U);
// Raw image: track numbers end at 99.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS = static_cast<HRESULT>(0x80AA0A01U);
// Raw image: sector type not handled.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED = static_cast<HRESULT>(0x80AA0A02U);
// Raw image: needs at least one track for this call.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_NO_TRACKS = static_cast<HRESULT>(0x80AA0A03U);
// Raw image: only allowed before the first track.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED = static_cast<HRESULT>(0x80AA0A04U);
// Raw image: track would push the lead-out past its limit.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE = static_cast<HRESULT>(0x80AA0A05U);
// Raw image: track already has 99 indexes.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES = static_cast<HRESULT>(0x80AA0A06U);
// Raw image: no index at that LBA offset.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND = static_cast<HRESULT>(0x80AA0A07U);
// Success; an index was at that LBA offset already.
inline constexpr HRESULT S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS = static_cast<HRESULT>(0x00AA0A08U);
// Raw image: index 1 (offset 0) is fixed.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED = static_cast<HRESULT>(0x80AA0A09U);
// Raw image: indexes must be ten or more sectors apart.
inline constexpr HRESULT E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX = static_cast<HRESULT>(0x80AA0A0AU);
// Unspecified internal failure.
inline constexpr HRESULT IMAPI_E_FSI_INTERNAL_ERROR = static_cast<HRESULT>(0xC0AAB100U);
// A named argument has a bad value.
inline constexpr HRESULT IMAPI_E_INVALID_PARAM = static_cast<HRESULT>(0xC0AAB101U);
// Image object no longer accepts changes.
inline constexpr HRESULT IMAPI_E_READONLY = static_cast<HRESULT>(0xC0AAB102U);
// FileSystemsToCreate selects nothing.
inline constexpr HRESULT IMAPI_E_NO_OUTPUT = static_cast<HRESULT>(0xC0AAB103U);
// Volume label too long or with illegal characters.
inline constexpr HRESULT IMAPI_E_INVALID_VOLUME_NAME = static_cast<HRESULT>(0xC0AAB104U);
// File times are out of order.
inline constexpr HRESULT IMAPI_E_INVALID_DATE = static_cast<HRESULT>(0xC0AAB105U);
// Call allowed only while the image is empty.
inline constexpr HRESULT IMAPI_E_FILE_SYSTEM_NOT_EMPTY = static_cast<HRESULT>(0xC0AAB106U);
// Path names something other than a file.
inline constexpr HRESULT IMAPI_E_NOT_FILE = static_cast<HRESULT>(0xC0AAB108U);
// Path names something other than a directory.
inline constexpr HRESULT IMAPI_E_NOT_DIR = static_cast<HRESULT>(0xC0AAB109U);
// Directory still has entries.
inline constexpr HRESULT IMAPI_E_DIR_NOT_EMPTY = static_cast<HRESULT>(0xC0AAB10AU);
// Item has not been added to the image.
inline constexpr HRESULT IMAPI_E_NOT_IN_FILE_SYSTEM = static_cast<HRESULT>(0xC0AAB10BU);
// Malformed path or illegal characters.
inline constexpr HRESULT IMAPI_E_INVALID_PATH = static_cast<HRESULT>(0xC0AAB110U);
// Non-ANSI name while UseRestrictedCharacterSet is on.
inline constexpr HRESULT IMAPI_E_RESTRICTED_NAME_VIOLATION = static_cast<HRESULT>(0xC0AAB111U);
// Name is taken.
inline constexpr HRESULT IMAPI_E_DUP_NAME = static_cast<HRESULT>(0xC0AAB112U);
// No distinct short name could be built for one of the file systems.
inline constexpr HRESULT IMAPI_E_NO_UNIQUE_NAME = static_cast<HRESULT>(0xC0AAB113U);
// Item absent from the image tree.
inline constexpr HRESULT IMAPI_E_ITEM_NOT_FOUND = static_cast<HRESULT>(0xC0AAB118U);
// File absent from the image tree.
inline constexpr HRESULT IMAPI_E_FILE_NOT_FOUND = static_cast<HRESULT>(0xC0AAB119U);
// Directory absent from the image tree.
inline constexpr HRESULT IMAPI_E_DIR_NOT_FOUND = static_cast<HRESULT>(0xC0AAB11AU);
// Addition would exceed the image size limit.
inline constexpr HRESULT IMAPI_E_IMAGE_SIZE_LIMIT = static_cast<HRESULT>(0xC0AAB120U);
// FreeMediaBlocks set below the estimated image size.
inline constexpr HRESULT IMAPI_E_IMAGE_TOO_BIG = static_cast<HRESULT>(0xC0AAB121U);
// File stream length differs from the length recorded earlier.
inline constexpr HRESULT IMAPI_E_DATA_STREAM_INCONSISTENCY = static_cast<HRESULT>(0xC0AAB128U);
// File stream could not be read.
inline constexpr HRESULT IMAPI_E_DATA_STREAM_READ_FAILURE = static_cast<HRESULT>(0xC0AAB129U);
// File stream could not be opened; inner error follows.
inline constexpr HRESULT IMAPI_E_DATA_STREAM_CREATE_FAILURE = static_cast<HRESULT>(0xC0AAB12AU);
// Source directory could not be listed; inner error follows.
inline constexpr HRESULT IMAPI_E_DIRECTORY_READ_FAILURE = static_cast<HRESULT>(0xC0AAB12BU);
// Directory count over a file system's limit.
inline constexpr HRESULT IMAPI_E_TOO_MANY_DIRS = static_cast<HRESULT>(0xC0AAB130U);
// Tree deeper than the 8 levels of ISO 9660.
inline constexpr HRESULT IMAPI_E_ISO9660_LEVELS = static_cast<HRESULT>(0xC0AAB131U);
// File over a file system's size limit.
inline constexpr HRESULT IMAPI_E_DATA_TOO_BIG = static_cast<HRESULT>(0xC0AAB132U);
// Imported session's layout cannot be continued.
inline constexpr HRESULT IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION = static_cast<HRESULT>(0xC0AAB133U);
// Temporary (stash) file: open failed.
inline constexpr HRESULT IMAPI_E_STASHFILE_OPEN_FAILURE = static_cast<HRESULT>(0xC0AAB138U);
// Temporary (stash) file: seek failed.
inline constexpr HRESULT IMAPI_E_STASHFILE_SEEK_FAILURE = static_cast<HRESULT>(0xC0AAB139U);
// Temporary (stash) file: write failed.
inline constexpr HRESULT IMAPI_E_STASHFILE_WRITE_FAILURE = static_cast<HRESULT>(0xC0AAB13AU);
// Temporary (stash) file: read failed.
inline constexpr HRESULT IMAPI_E_STASHFILE_READ_FAILURE = static_cast<HRESULT>(0xC0AAB13BU);
// WorkingDirectory is not usable.
inline constexpr HRESULT IMAPI_E_INVALID_WORKING_DIRECTORY = static_cast<HRESULT>(0xC0AAB140U);
// WorkingDirectory's volume has too little room.
inline constexpr HRESULT IMAPI_E_WORKING_DIRECTORY_SPACE = static_cast<HRESULT>(0xC0AAB141U);
// Temporary (stash) file could not be moved to the new directory.
inline constexpr HRESULT IMAPI_E_STASHFILE_MOVE = static_cast<HRESULT>(0xC0AAB142U);
// Boot image could not be put into the result.
inline constexpr HRESULT IMAPI_E_BOOT_IMAGE_DATA = static_cast<HRESULT>(0xC0AAB148U);
// Boot images are for a disc's first session only.
inline constexpr HRESULT IMAPI_E_BOOT_OBJECT_CONFLICT = static_cast<HRESULT>(0xC0AAB149U);
// Boot image length does not suit the emulation type.
inline constexpr HRESULT IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH = static_cast<HRESULT>(0xC0AAB14AU);
// Nothing recorded on the disc.
inline constexpr HRESULT IMAPI_E_EMPTY_DISC = static_cast<HRESULT>(0xC0AAB150U);
// No known file system on the disc.
inline constexpr HRESULT IMAPI_E_NO_SUPPORTED_FILE_SYSTEM = static_cast<HRESULT>(0xC0AAB151U);
// The asked-for file system is not on the disc.
inline constexpr HRESULT IMAPI_E_FILE_SYSTEM_NOT_FOUND = static_cast<HRESULT>(0xC0AAB152U);
// Import: file system on the disc is self-contradictory.
inline constexpr HRESULT IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR = static_cast<HRESULT>(0xC0AAB153U);
// Import: file system on the disc uses a feature that cannot be imported.
inline constexpr HRESULT IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED = static_cast<HRESULT>(0xC0AAB154U);
// Import: a file's name is already a directory in the image.
inline constexpr HRESULT IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY = static_cast<HRESULT>(0xC0AAB155U);
// Import: seek on the disc failed.
inline constexpr HRESULT IMAPI_E_IMPORT_SEEK_FAILURE = static_cast<HRESULT>(0xC0AAB156U);
// Import: block read on the disc failed.
inline constexpr HRESULT IMAPI_E_IMPORT_READ_FAILURE = static_cast<HRESULT>(0xC0AAB157U);
// A different disc is loaded than the one imported.
inline constexpr HRESULT IMAPI_E_DISC_MISMATCH = static_cast<HRESULT>(0xC0AAB158U);
// Multisession not offered for this disc type.
inline constexpr HRESULT IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED = static_cast<HRESULT>(0xC0AAB159U);
// Multisession impossible: disc's UDF revision cannot be appended to.
inline constexpr HRESULT IMAPI_E_UDF_NOT_WRITE_COMPATIBLE = static_cast<HRESULT>(0xC0AAB15AU);
// Chosen multisession kind not handled.
inline constexpr HRESULT IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE = static_cast<HRESULT>(0xC0AAB15BU);
// None of the disc's multisession kinds is handled.
inline constexpr HRESULT IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE = static_cast<HRESULT>(0xC0AAB15CU);
// Set MultisessionInterfaces before this call.
inline constexpr HRESULT IMAPI_E_MULTISESSION_NOT_SET = static_cast<HRESULT>(0xC0AAB15DU);
// Import: a directory's name is already a file in the image.
inline constexpr HRESULT IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE = static_cast<HRESULT>(0xC0AAB15EU);
// Success; result made without a feature the chosen revision lacks.
inline constexpr HRESULT IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED = static_cast<HRESULT>(0x00AAB15FU);
// Property cannot be used in the current state.
inline constexpr HRESULT IMAPI_E_PROPERTY_NOT_ACCESSIBLE = static_cast<HRESULT>(0xC0AAB160U);
// UDF revision fixed by the imported session.
inline constexpr HRESULT IMAPI_E_UDF_REVISION_CHANGE_NOT_ALLOWED = static_cast<HRESULT>(0xC0AAB161U);
// A multisession value is missing or wrong.
inline constexpr HRESULT IMAPI_E_BAD_MULTISESSION_PARAMETER = static_cast<HRESULT>(0xC0AAB162U);
// File system must stay that of the imported session.
inline constexpr HRESULT IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED = static_cast<HRESULT>(0xC0AAB163U);
// ISO length is not a multiple of 2048.
inline constexpr HRESULT IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED = static_cast<HRESULT>(0xC0AAB200U);
// ISO lacks a usable volume descriptor.
inline constexpr HRESULT IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND = static_cast<HRESULT>(0xC0AAB201U);
// Neither SetPath nor SetStream was called.
inline constexpr HRESULT IMAPI_E_IMAGEMANAGER_NO_IMAGE = static_cast<HRESULT>(0xC0AAB202U);
// ISO has more sectors than a signed 32-bit count holds.
inline constexpr HRESULT IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG = static_cast<HRESULT>(0xC0AAB203U);

}  // namespace hresult
