#pragma once

#include <windows.h>

#include <cstdint>

#include "virtual/format/device.h"

namespace virtual_drive {

// Drives count kB of 1000 bytes a second, IMAPI2 sectors a second (docs/imapi2.md, Speeds). Those
// of a CD have 2352 bytes on the disc, whatever a program reads of them.
inline constexpr std::uint32_t kCdSectorBytes = 2352;

inline std::uint32_t SectorBytesOf(Device& device) {
  const auto media = device.LoadedMedia();
  return media && MediaOf(*media).family == MediaFamily::kCd ? kCdSectorBytes : kSectorSize;
}

inline LONG ToSectorsPerSecond(std::uint32_t kilobytes, std::uint32_t sector_bytes) noexcept {
  return static_cast<LONG>(std::uint64_t{kilobytes} * 1000 / sector_bytes);
}
// -1 is the fastest.
inline std::uint32_t ToKilobytesPerSecond(LONG sectors, std::uint32_t sector_bytes) noexcept {
  if (sectors < 0) return 0xFFFF;
  const std::uint64_t kilobytes = static_cast<std::uint64_t>(sectors) * sector_bytes / 1000 + 1;
  return static_cast<std::uint32_t>(kilobytes < 0xFFFF ? kilobytes : 0xFFFF);
}

}  // namespace virtual_drive
