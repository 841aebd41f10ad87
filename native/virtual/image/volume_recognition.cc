#include "virtual/image/volume_recognition.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "virtual/iso/descriptor_reader.h"

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

}  // namespace

FsiFileSystems AnnouncedFileSystems(udf::SectorSource& disc, std::uint32_t session_start,
                                    std::uint32_t total_sectors) {
  constexpr std::byte kPrimary{1};
  constexpr std::byte kSupplementary{2};
  const std::uint64_t first = std::uint64_t{session_start} + kFirstSector;
  std::vector<std::byte> sector(udf::kBlockSize);
  int found = FsiFileSystemNone;
  for (std::uint64_t lba = first; lba < first + kSectors && lba < total_sectors; ++lba) {
    disc.Read(static_cast<std::uint32_t>(lba), sector);
    const std::string_view id = TextAt(sector, 1, 5);
    if (id == "NSR02" || id == "NSR03") found |= FsiFileSystemUDF;
    if (id == "CD001" && sector[0] == kPrimary) found |= FsiFileSystemISO9660;
    if (id == "CD001" && sector[0] == kSupplementary && iso::IsJoliet(sector))
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
