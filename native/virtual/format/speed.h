#pragma once

#include <windows.h>

#include <cstdint>

namespace virtual_drive {

// Drives count kB of 1000 bytes a second, IMAPI2 sectors a second (behaviour.md, section 7). These
// discs have 2048-byte sectors.
inline LONG ToSectorsPerSecond(std::uint32_t kilobytes) noexcept {
  return static_cast<LONG>(std::uint64_t{kilobytes} * 1000 / 2048);
}
// -1 is the fastest.
inline std::uint32_t ToKilobytesPerSecond(LONG sectors) noexcept {
  if (sectors < 0) return 0xFFFF;
  const std::uint64_t kilobytes = static_cast<std::uint64_t>(sectors) * 2048 / 1000 + 1;
  return static_cast<std::uint32_t>(kilobytes < 0xFFFF ? kilobytes : 0xFFFF);
}

}  // namespace virtual_drive
