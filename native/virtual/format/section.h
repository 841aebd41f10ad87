#pragma once

#include <cstdint>

namespace virtual_drive {

// Sectors of the disc that are written in one go, from the same place of the stream: byte lba *
// 2048.
struct Section {
  std::uint32_t lba;
  std::uint32_t count;
};

}  // namespace virtual_drive
