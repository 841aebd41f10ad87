// What must be known of a burn to finish it after a power cut, without the image that it recorded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/sha256.h"

namespace imapi2 {

// Sectors that the burn does not touch, and what they hold: by them the disc is known again.
struct KnownSectors {
  BlockRange sectors;
  Sha256Digest digest;
};

// With it, but too many to be kept in memory, goes a digest of every write unit of the ranges
// before the commit ranges (journal_units.h).
struct Journal {
  // IMAPI_MEDIA_PHYSICAL_TYPE
  int32_t media_type = 0;
  int32_t medium_blocks = 0;
  int32_t image_blocks = 0;
  int32_t write_unit = 0;
  // UTF-8; for messages.
  std::string volume_name;
  // The old session's volume descriptors; never its anchors, which the burn replaces.
  std::vector<KnownSectors> identity;
  // In list order.
  BlockRanges ranges;
  // How many at their end move the disc to the new session.
  size_t commit_ranges = 0;
  // What these hold before and after, one range after the other.
  std::vector<uint8_t> old_commit;
  std::vector<uint8_t> new_commit;

  BlockRanges session() const {
    return {ranges.begin(), ranges.end() - static_cast<ptrdiff_t>(commit_ranges)};
  }
  BlockRanges commit() const {
    return {ranges.end() - static_cast<ptrdiff_t>(commit_ranges), ranges.end()};
  }
};

}  // namespace imapi2
