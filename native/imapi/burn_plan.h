// What a burn would do, worked out without writing a sector.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imapi/block_range.h"
#include "imapi/commit_ranges.h"

namespace imapi2 {

enum class BurnMode { kModified, kWhole };

struct BurnPlan {
  BurnMode mode;
  BlockRanges ranges;
  int64_t blocks;
  int64_t image_blocks;
  std::optional<int64_t> write_unit;
  // Once every range is rounded out to write units.
  int64_t aligned_blocks;
  std::optional<double> estimated_milliseconds;
  std::optional<size_t> commit_ranges;
  std::vector<std::string> warnings;
  // Of the image and the disc that it was made for. Empty where there is none: for an .iso.
  std::wstring fingerprint = {};
};

struct PlanInput {
  BurnMode mode;
  BlockRanges ranges;
  int64_t image_blocks;
  std::optional<int64_t> medium_blocks;
  // Where on the disc block 0 of the image comes to lie.
  int64_t disc_offset = 0;
  std::optional<int64_t> write_unit;
  std::optional<int64_t> sectors_per_second;
  std::optional<CommitShape> commit;
  // Of judging the list and of reading the medium.
  std::vector<std::string> warnings;
};

BurnPlan MakePlan(PlanInput input);

}  // namespace imapi2
