#include "virtual/image/volume_recognition.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace virtual_drive {
namespace {

// The sequence starts at byte 32768 and has one descriptor a sector here; no real disc needs more
// than a handful.
constexpr std::uint32_t kFirstSector = 16;
constexpr std::uint32_t kSectors = 16;

std::string_view TextAt(std::span<const std::byte> sector, std::size_t position,
                        std::size_t length) {
  return {reinterpret_cast<const char*>(sector.data()) + position, length};
}

// Escape sequences of Joliet's UCS-2 levels 1 to 3, in a supplementary volume descriptor.
bool IsJoliet(std::span<const std::byte> sector) {
  constexpr std::size_t kEscapeSequences = 88;
  const std::string_view escape = TextAt(sector, kEscapeSequences, 3);
  return escape == "%/@" || escape == "%/C" || escape == "%/E";
}

}  // namespace

FsiFileSystems AnnouncedFileSystems(udf::SectorSource& disc) {
  constexpr std::byte kPrimary{1};
  constexpr std::byte kSupplementary{2};
  std::vector<std::byte> sequence(kSectors * udf::kBlockSize);
  disc.Read(kFirstSector, sequence);
  int found = FsiFileSystemNone;
  for (std::uint32_t i = 0; i < kSectors; ++i) {
    const std::span<const std::byte> sector =
        std::span(sequence).subspan(i * udf::kBlockSize, udf::kBlockSize);
    const std::string_view id = TextAt(sector, 1, 5);
    if (id == "NSR02" || id == "NSR03") found |= FsiFileSystemUDF;
    if (id == "CD001" && sector[0] == kPrimary) found |= FsiFileSystemISO9660;
    if (id == "CD001" && sector[0] == kSupplementary && IsJoliet(sector))
      found |= FsiFileSystemJoliet;
  }
  return static_cast<FsiFileSystems>(found);
}

bool StartsBlank(udf::SectorSource& disc, std::uint32_t total_sectors) {
  constexpr std::uint32_t kChunk = 64;
  constexpr std::uint32_t kLooked = 1024;
  const std::uint32_t end = std::min(kLooked, total_sectors);
  std::vector<std::byte> buffer;
  for (std::uint32_t lba = 0; lba < end; lba += kChunk) {
    buffer.resize(static_cast<std::size_t>(std::min(kChunk, end - lba)) * udf::kBlockSize);
    disc.Read(lba, buffer);
    if (std::ranges::any_of(buffer, [](std::byte b) { return b != std::byte{0}; })) return false;
  }
  return true;
}

}  // namespace virtual_drive
