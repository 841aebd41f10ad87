// Judges a list of block ranges before the first sector is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imapi/block_range.h"

namespace imapi2 {

enum class ListOrigin {
  // IMAPI2FS made it for this drive: what is merely odd is passed on untouched, with a warning.
  kImage,
  // Somebody's own list: it must be exact.
  kCaller,
};

struct RangeLimits {
  int64_t image_blocks;
  std::optional<int64_t> medium_blocks;
  // Sectors that a write must start at a multiple of, and be a multiple of long.
  std::optional<int64_t> write_unit;
};

// Throws Error (kRanges) for what can't be right, naming the element and the figures. Returns
// warnings. The list is never changed: its order is a commit protocol.
std::vector<std::string> JudgeRanges(const BlockRanges& ranges, const RangeLimits& limits,
                                     ListOrigin origin, const char* operation);

}  // namespace imapi2
