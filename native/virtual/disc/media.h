#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace virtual_drive {

inline constexpr std::uint32_t kSectorSize = 2048;

// The media that the drive takes. The numbers are IMAPI_MEDIA_PHYSICAL_TYPE's.
enum class MediaKind : std::int32_t {
  kCdRom = 1,
  kCdR = 2,
  kCdRw = 3,
  kDvdRom = 4,
  kDvdRam = 5,
  kDvdPlusR = 6,
  kDvdPlusRw = 7,
  kDvdPlusRDl = 8,
  kDvdR = 9,
  kDvdRw = 0xA,
  kDvdRDl = 0xB,
  kDisk = 0xC,
  kDvdPlusRwDl = 0xD,
  kHdDvdRom = 0xE,
  kHdDvdR = 0xF,
  kHdDvdRam = 0x10,
  kBdRom = 0x11,
  kBdR = 0x12,
  kBdRe = 0x13,
};

enum class MediaFamily : std::uint8_t { kCd, kDvd, kHdDvd, kBd, kDisk };

// How a medium is written.
enum class Recording : std::uint8_t {
  kNone,        // pressed
  kRandom,      // any sector, again and again, once formatted
  kSequential,  // one session after the other, each sector once
};

struct Media {
  MediaKind kind;
  std::string_view name;
  MediaFamily family;
  Recording recording;
  std::uint16_t profile;     // MMC-6 5.3.1, table 92: the profile while this medium is in
  std::uint32_t sectors;     // of an ordinary disc
  std::uint32_t write_unit;  // sectors of an ECC block (DVD) or cluster (BD); 1: no such unit
  std::uint8_t layers;
  std::uint8_t book_type;    // of a DVD or HD DVD (MMC-6 table 414)
  std::uint8_t format_type;  // MMC-6 6.5: the FORMAT UNIT type that makes it writable
  bool formatted_when_new;
  bool blankable;  // takes BLANK (MMC-6 6.2)
  // Sectors between the end of a session and the start of the next, where the lead-out (border-out,
  // closure) of one and the lead-in of the other lie: behind the first session, behind later ones.
  std::uint32_t first_gap;
  std::uint32_t gap;
  std::uint32_t most_tracks;
  std::uint32_t read_speed;                     // kB/s, a kB being 1000 bytes
  std::span<const std::uint32_t> write_speeds;  // the same; the fastest first; none: pressed

  // A DVD-RW in restricted overwrite is written in whole units of 32 KiB only (feature 002Ch).
  constexpr bool whole_units() const noexcept { return kind == MediaKind::kDvdRw; }
  constexpr bool sequential() const noexcept { return recording == Recording::kSequential; }
  constexpr bool read_only() const noexcept { return recording == Recording::kNone; }
};

std::span<const Media> AllMedia();
const Media& MediaOf(MediaKind kind);
std::optional<MediaKind> MediaKindOf(std::int32_t physical_type);
// Of every profile that one of the media can show.
std::optional<MediaKind> MediaKindOfProfile(std::uint16_t profile);
// A DVD-RW that is not formatted for restricted overwrite shows another profile.
inline constexpr std::uint16_t kDvdRwSequentialProfile = 0x0014;

}  // namespace virtual_drive
