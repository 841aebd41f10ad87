#include "imapi/commit_ranges.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace imapi2 {
namespace {

// Anchors are a few sectors in a few write units. A tail that is longer is no commit, and reading
// it would take time.
constexpr int64_t kLongestCommit = 1024;

}  // namespace

bool IsAnchor(std::span<const uint8_t> sector, int64_t lba) {
  if (sector.size() < 16) return false;
  if (sector[0] != 2 || sector[1] != 0) return false;
  unsigned sum = 0;
  for (size_t i = 0; i < 16; ++i) sum += i == 4 ? 0 : sector[i];
  if ((sum & 0xFF) != sector[4]) return false;
  int64_t location = 0;
  for (size_t i = 0; i < 4; ++i) location |= static_cast<int64_t>(sector[12 + i]) << (8 * i);
  return location == lba;
}

std::optional<CommitShape> FindCommitShape(const BlockRanges& ranges) {
  if (ranges.size() < 2) return std::nullopt;
  // highest[i]: the highest address from range i to the end of the list.
  std::vector<int64_t> highest(ranges.size());
  int64_t end = -1;
  for (size_t i = ranges.size(); i-- > 0;) {
    end = std::max(end, int64_t{ranges[i].end});
    highest[i] = end;
  }
  int64_t lowest_before = std::numeric_limits<int64_t>::max();
  for (size_t i = 1; i < ranges.size(); ++i) {
    lowest_before = std::min(lowest_before, int64_t{ranges[i - 1].start});
    if (highest[i] < lowest_before) return CommitShape{ranges.size() - i, lowest_before};
  }
  return std::nullopt;
}

std::optional<CommitShape> ConfirmCommitRanges(
    const BlockRanges& ranges,
    const std::function<void(int64_t lba, std::span<uint8_t> sector)>& read_sector) {
  const auto shape = FindCommitShape(ranges);
  if (!shape) return std::nullopt;
  const BlockRanges tail(ranges.end() - static_cast<ptrdiff_t>(shape->ranges), ranges.end());
  if (BlockCount(tail) > kLongestCommit) return std::nullopt;
  std::array<uint8_t, kBlockSize> sector;
  for (const BlockRange& range : tail) {
    for (int64_t lba = range.start; lba <= range.end; ++lba) {
      read_sector(lba, sector);
      if (IsAnchor(sector, lba)) return shape;
    }
  }
  return std::nullopt;
}

}  // namespace imapi2
