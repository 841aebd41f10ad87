// Boot images of an image, by El Torito.
#pragma once

#include <imapi2fs.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "com/class_source.h"
#include "imapi/source_file.h"

namespace imapi2 {

struct BootImage {
  std::wstring source;
  int32_t platform = PlatformX86;
  int32_t emulation = EmulationNone;
};

// In their order; the first is what a BIOS without a menu boots. Throws ComError, and Error
// (kSourceUnreadable, kNotAFile) which names the file. IMAPI2FS older than IFileSystemImage2 takes
// one image.
void SetBootImages(const com::ClassSource& classes, IFileSystemImage* image,
                   const std::vector<BootImage>& boot_images,
                   const std::shared_ptr<SourceTrouble>& trouble);

}  // namespace imapi2
