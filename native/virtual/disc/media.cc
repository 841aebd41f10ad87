#include "virtual/disc/media.h"

#include <array>

namespace virtual_drive {
namespace {

// 8x, 4x and 2.4x of 1385 kB/s; 2x and 1x of 4495.5 kB/s.
constexpr std::array<std::uint32_t, 3> kDvdSpeeds = {11080, 5540, 3324};
constexpr std::array<std::uint32_t, 2> kBdSpeeds = {8991, 4496};

constexpr std::array<Media, 2> kMedia = {{
    {MediaKind::kDvdPlusRw, "DVD+RW", 0x001A, 2295104, 16, 0x26, kDvdSpeeds},
    {MediaKind::kBdRe, "BD-RE", 0x0043, 12219392, 32, 0x31, kBdSpeeds},
}};

}  // namespace

const Media& MediaOf(MediaKind kind) {
  return kind == MediaKind::kDvdPlusRw ? kMedia[0] : kMedia[1];
}

std::optional<MediaKind> MediaKindOf(std::int32_t physical_type) {
  for (const Media& media : kMedia) {
    if (static_cast<std::int32_t>(media.kind) == physical_type) return media.kind;
  }
  return std::nullopt;
}

}  // namespace virtual_drive
