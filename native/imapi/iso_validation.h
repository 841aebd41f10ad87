// Whether an .iso file can be burned, as IMAPI2FS judges it.
#pragma once

#include <string>

#include "com/class_source.h"

namespace imapi2 {

// `path`: full. Throws ComError with IIsoImageManager::Validate's code, and Error
// (kSourceUnreadable, kNotAFile) which names the file. Reads the volume descriptors, no more.
void ValidateIsoFile(const com::ClassSource& classes, const std::wstring& path);

}  // namespace imapi2
