#include "imapi/in_place_witness.h"

#include <algorithm>

#include "imapi/burn_preparation.h"

namespace imapi2 {
namespace {

// The first and the last unit of the list.
BlockRanges EndsOf(const BlockRanges& ranges, int64_t unit) {
  const BlockRange& first = ranges.front();
  const BlockRange& last = ranges.back();
  const int64_t first_end = std::min(first.start / unit * unit + unit - 1, int64_t{first.end});
  const int64_t last_start = std::max(last.end / unit * unit, int64_t{last.start});
  return {{first.start, static_cast<int32_t>(first_end)},
          {static_cast<int32_t>(last_start), last.end}};
}

}  // namespace

CommitWitness WitnessInPlace(IDiscRecorder2Ex* drive, const BlockRanges& ranges, int64_t unit) {
  const BlockRanges ends = EndsOf(ranges, unit);
  PreparedBurn commit;
  commit.plan.ranges = ends;
  commit.commit = CommitShape{.ranges = ends.size(), .new_session_start = 0};
  CommitWitness witness(drive, commit);
  return witness.before().empty() ? WitnessOfCut(ranges, unit) : witness;
}

CommitWitness WitnessOfCut(const BlockRanges& ranges, int64_t unit) {
  // Nothing that can be read is of no bytes: never the old state.
  return CommitWitness(EndsOf(ranges, unit), {{}, {}});
}

}  // namespace imapi2
