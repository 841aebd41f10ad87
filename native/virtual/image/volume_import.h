#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <functional>

#include "virtual/image/disc_reader.h"
#include "virtual/image/imported_volume.h"
#include "virtual/image/multisession.h"
#include "virtual/tree/reading.h"

namespace virtual_drive {

// What the last session of a disc holds, read by `file_system`; by FsiFileSystemNone: by the first
// that is there of UDF, Joliet and ISO 9660 (sdk-api: IFileSystemImage::ImportFileSystem). One that
// is there and damaged is an error, and not a reason to take the next: a session that followed
// would be of another file system than the disc's readers look for.
//
// Throws Error: IMAPI_E_FILE_SYSTEM_NOT_FOUND where another one was asked for than there is,
// IMAPI_E_NO_SUPPORTED_FILE_SYSTEM, IMAPI_E_EMPTY_DISC, or what reading it came to.
//
// `listener`: told of what is read, and by which file system.
using ImportListener = std::function<void(FsiFileSystems, const tree::Reading&)>;
ImportedVolume ImportVolume(DiscReader& disc, const Extents& extents, FsiFileSystems file_system,
                            const ImportListener& listener);

}  // namespace virtual_drive
