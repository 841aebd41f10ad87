#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace virtual_drive {

inline constexpr std::uint32_t kSectorSize = 2048;

// The media that the drive takes. The numbers are IMAPI_MEDIA_PHYSICAL_TYPE's.
enum class MediaKind : std::int32_t {
  kDvdPlusRw = 7,
  kBdRe = 0x13,
};

struct Media {
  MediaKind kind;
  std::string_view name;
  std::uint16_t profile;     // MMC-6 5.3.1, table 92: the profile while this medium is in
  std::uint32_t sectors;     // of an ordinary disc
  std::uint32_t write_unit;  // sectors of an ECC block (DVD) or cluster (BD)
  std::uint8_t format_type;  // MMC-6 6.5: the FORMAT UNIT type that makes it writable
  std::span<const std::uint32_t> write_speeds;  // kB/s, a kB being 1000 bytes; the fastest first
};

const Media& MediaOf(MediaKind kind);
std::optional<MediaKind> MediaKindOf(std::int32_t physical_type);

}  // namespace virtual_drive
