#include "imapi/differing_units.h"

#include <algorithm>

#include "imapi/write_units.h"

namespace imapi2 {
namespace {

constexpr int64_t kLargestWriteUnit = 32;
constexpr int64_t kSmallestUnit = 16;
constexpr int64_t kMostRanges = int64_t{1} << 20;
constexpr int64_t kSamples = 32;
constexpr int64_t kSampleBlocks = 16;

// The sectors of [0, blocks) that no run has, as runs.
std::vector<Run> Gaps(const std::vector<Run>& runs, int64_t blocks) {
  std::vector<Run> gaps;
  int64_t at = 0;
  for (const Run& run : runs) {
    if (at < std::min(run.begin, blocks)) gaps.push_back({at, std::min(run.begin, blocks)});
    at = run.end;
  }
  if (at < blocks) gaps.push_back({at, blocks});
  return gaps;
}

}  // namespace

int64_t UnitToRecord(const std::optional<int64_t>& write_unit, int64_t image_blocks) {
  int64_t unit = std::max(write_unit.value_or(1), int64_t{1});
  if (unit < kSmallestUnit) unit *= (kLargestWriteUnit + unit - 1) / unit;
  // At worst every second unit differs.
  while (image_blocks / unit / 2 >= kMostRanges) unit *= 2;
  return unit;
}

void DifferingUnits::Add(int64_t lba, const BlockRange& within) {
  if (Has(lba)) return;
  const int64_t begin = std::max(lba / unit_ * unit_, int64_t{within.start});
  const int64_t end = std::min(lba / unit_ * unit_ + unit_ - 1, int64_t{within.end});
  if (!ranges_.empty() && int64_t{ranges_.back().end} + 1 == begin) {
    ranges_.back().end = static_cast<int32_t>(end);
  } else {
    ranges_.push_back({static_cast<int32_t>(begin), static_cast<int32_t>(end)});
  }
}

BlockRanges SampleOutside(const BlockRanges& ranges, int64_t unit, int64_t blocks) {
  const std::vector<Run> gaps = Gaps(RoundedUnion(ranges, unit), blocks);
  const int64_t total = RunBlocks(gaps);
  BlockRanges samples;
  int64_t before = 0;
  int64_t next = 0;
  for (const Run& gap : gaps) {
    const int64_t size = gap.end - gap.begin;
    while (next < kSamples && next * total / kSamples < before + size) {
      const int64_t begin = gap.begin + next * total / kSamples - before;
      const int64_t end = std::min(begin + kSampleBlocks, gap.end) - 1;
      const BlockRange sample = {static_cast<int32_t>(begin), static_cast<int32_t>(end)};
      if (samples.empty() || samples.back().end < sample.start) samples.push_back(sample);
      ++next;
    }
    before += size;
  }
  return samples;
}

}  // namespace imapi2
