#include "imapi/write_units.h"

#include <algorithm>

namespace imapi2 {
namespace {

// Whether all of [begin, end) is in the union.
bool Covered(const std::vector<Run>& runs, int64_t begin, int64_t end) {
  const auto after =
      std::upper_bound(runs.begin(), runs.end(), begin,
                       [](int64_t address, const Run& run) { return address < run.begin; });
  return after != runs.begin() && std::prev(after)->end >= end;
}

}  // namespace

std::vector<Run> RoundedUnion(const BlockRanges& ranges, int64_t unit) {
  std::vector<Run> runs;
  runs.reserve(ranges.size());
  for (const BlockRange& range : ranges) {
    const int64_t begin = range.start / unit * unit;
    const int64_t end = (int64_t{range.end} + unit) / unit * unit;
    runs.push_back({begin, end});
  }
  std::sort(runs.begin(), runs.end(),
            [](const Run& left, const Run& right) { return left.begin < right.begin; });
  std::vector<Run> joined;
  for (const Run& run : runs) {
    if (!joined.empty() && run.begin <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, run.end);
    } else {
      joined.push_back(run);
    }
  }
  return joined;
}

int64_t RunBlocks(const std::vector<Run>& runs) {
  int64_t blocks = 0;
  for (const Run& run : runs) blocks += run.end - run.begin;
  return blocks;
}

std::optional<size_t> FindSharedUnit(const BlockRanges& ranges, int64_t unit,
                                     int64_t old_session_end) {
  if (unit <= 1) return std::nullopt;
  const std::vector<Run> recorded = RoundedUnion(ranges, 1);
  for (size_t i = 0; i < ranges.size(); ++i) {
    for (const int64_t address : {int64_t{ranges[i].start}, int64_t{ranges[i].end}}) {
      const int64_t begin = address / unit * unit;
      const int64_t end = std::min(begin + unit, old_session_end);
      if (begin < end && !Covered(recorded, begin, end)) return i;
    }
  }
  return std::nullopt;
}

}  // namespace imapi2
