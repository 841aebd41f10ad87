// What must be known of a burn that replaces sectors in place to finish it after a power cut, with
// the .iso file that it recorded.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/journal.h"
#include "imapi/sha256.h"

namespace imapi2 {

// The bytes that are recorded are in the .iso, of which the journal has the digest: a copy would be
// as long as all that is recorded. With it, but too many to be kept in memory, goes what the disc
// held in every sector of the ranges (image_journal_format.h).
struct ImageJournal {
  // IMAPI_MEDIA_PHYSICAL_TYPE
  int32_t media_type = 0;
  int32_t medium_blocks = 0;
  int32_t image_blocks = 0;
  // What is recorded again where a sector of it has to be.
  int32_t unit = 0;
  // UTF-8, absolute.
  std::string path;
  Sha256Digest image = {};
  // Sectors that the burn does not touch; none where it touches all.
  std::vector<KnownSectors> identity;
  // In list order.
  BlockRanges ranges;
  // What follows the image, up to the end of its last write unit: the disc's own sectors.
  std::vector<uint8_t> tail;

  int64_t recorded_blocks() const {
    return int64_t{image_blocks} + static_cast<int64_t>(tail.size()) / kBlockSize;
  }
};

// Tells what a sector held, well enough against accidents: the first 8 bytes of its SHA-256. A disc
// may have millions of sectors that differ.
using OldSector = uint64_t;
inline constexpr OldSector kUnreadableSector = 0;

inline OldSector OldSectorOf(std::span<const uint8_t> bytes) noexcept {
  const Sha256Digest digest = Sha256Of(bytes);
  OldSector old = 0;
  for (size_t i = 0; i < sizeof(old); ++i) old |= OldSector{digest[i]} << (8 * i);
  return old;
}

}  // namespace imapi2
