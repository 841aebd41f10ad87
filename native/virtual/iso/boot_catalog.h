#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "virtual/tree/content_source.h"

namespace virtual_drive::iso {

// El Torito 2.0, "Platform ID"; 0xEF is UEFI's (13.3.2.1).
enum class BootPlatform : std::uint8_t { kX86 = 0, kPowerPc = 1, kMac = 2, kEfi = 0xEF };
// El Torito 2.0, "Boot media type".
enum class BootEmulation : std::uint8_t {
  kNone = 0,
  kFloppy12 = 1,
  kFloppy144 = 2,
  kFloppy288 = 3,
  kHardDisk = 4,
};

struct BootImage {
  std::shared_ptr<tree::ContentSource> source;  // never null, never empty
  BootPlatform platform = BootPlatform::kX86;
  BootEmulation emulation = BootEmulation::kNone;
  std::string manufacturer;  // ASCII; cut to the 24 or 28 bytes that there are
  // Of a hard disk: the type of the partition that is booted, which the catalog repeats.
  std::uint8_t system_type = 0;
};

// The partition type of a hard disk image, from its master boot record: of the active partition,
// else of the first. Throws what the source throws; 0 where there is no such record.
std::uint8_t ReadSystemType(tree::ContentSource& disk);

// Bytes of the catalog of so many images: validation entry, initial entry, and a header for each
// run of others of one platform.
std::size_t CatalogSize(const std::vector<BootImage>& images);
// In whole blocks. `first_blocks`: where each image is.
std::vector<std::byte> MakeCatalog(const std::vector<BootImage>& images,
                                   const std::vector<std::uint32_t>& first_blocks);

}  // namespace virtual_drive::iso
