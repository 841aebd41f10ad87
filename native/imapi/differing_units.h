// Which write units of a disc have to be recorded.
#pragma once

#include <cstdint>
#include <optional>

#include "imapi/block_range.h"

namespace imapi2 {

// What is recorded whole where one sector of it differs: the medium's write unit. A DVD's 16 and a
// BD's 32 sectors both divide 32, which is taken where nothing says; a small unit is taken several
// times, and a large image has them larger, so that there are never more than 2^20 ranges.
int64_t UnitToRecord(const std::optional<int64_t>& write_unit, int64_t image_blocks);

// Joins neighbours, as long as they come in the order of addresses.
class DifferingUnits {
 public:
  explicit DifferingUnits(int64_t unit) : unit_(unit) {}

  // The unit of a sector; no more of it than lies in `within`.
  void Add(int64_t lba, const BlockRange& within);
  // Whether `Add` has taken that sector's unit last.
  bool Has(int64_t lba) const noexcept { return !ranges_.empty() && ranges_.back().contains(lba); }

  const BlockRanges& ranges() const noexcept { return ranges_; }

 private:
  const int64_t unit_;
  BlockRanges ranges_;
};

// Up to 32 stretches of the first `blocks` sectors, evenly spread over those that no range touches,
// none longer than 16 sectors: by them a disc is known again. `ranges` in any order.
BlockRanges SampleOutside(const BlockRanges& ranges, int64_t unit, int64_t blocks);

}  // namespace imapi2
