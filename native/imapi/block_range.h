// Block ranges as everything here passes them on: one flat list of start and end addresses, in
// recording order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace imapi2 {

inline constexpr int64_t kBlockSize = 2048;

// IBlockRange: LONG addresses, both ends belong to it.
struct BlockRange {
  int32_t start;
  int32_t end;

  // 64 bits: a range may span all 2^31 addresses.
  int64_t blocks() const noexcept { return static_cast<int64_t>(end) - start + 1; }
  bool contains(int64_t lba) const noexcept { return lba >= start && lba <= end; }
  friend bool operator==(const BlockRange&, const BlockRange&) = default;
};

using BlockRanges = std::vector<BlockRange>;

inline int64_t BlockCount(const BlockRanges& ranges) noexcept {
  int64_t blocks = 0;
  for (const BlockRange& range : ranges) blocks += range.blocks();
  return blocks;
}

inline std::string ToText(const BlockRange& range) {
  return std::to_string(range.start) + "-" + std::to_string(range.end);
}

}  // namespace imapi2
