#include "imapi/burn_plan.h"

#include <algorithm>
#include <utility>

#include "imapi/write_units.h"

namespace imapi2 {
namespace {

// IMAPI2 closes a disc by itself where 2 % or less are left
// (IDiscFormat2Data::put_ForceMediaToBeClosed).
bool NearlyFull(int64_t image_blocks, int64_t medium_blocks) {
  return medium_blocks > 0 && (medium_blocks - image_blocks) * 50 <= medium_blocks;
}

// Where a list has no commit, the lowest address that its first range has is as near as the old
// session's end is known.
int64_t OldSessionEnd(const PlanInput& input) {
  return input.commit ? input.commit->new_session_start : input.ranges.front().start;
}

void WarnOfSharedUnits(const PlanInput& input, std::vector<std::string>* warnings) {
  if (input.mode != BurnMode::kModified || !input.write_unit || input.ranges.empty()) return;
  const auto shared = FindSharedUnit(input.ranges, *input.write_unit, OldSessionEnd(input));
  if (!shared) return;
  warnings->push_back("Range " + std::to_string(*shared) + " (" + ToText(input.ranges[*shared]) +
                      ") shares a write unit of " + std::to_string(*input.write_unit) +
                      " sectors with the old session: if the power fails while the drive rewrites "
                      "it, sectors of the old session can become unreadable.");
}

}  // namespace

BurnPlan MakePlan(PlanInput input) {
  std::vector<std::string> warnings = std::move(input.warnings);
  const int64_t blocks = BlockCount(input.ranges);
  const int64_t aligned = RunBlocks(RoundedUnion(input.ranges, input.write_unit.value_or(1)));

  WarnOfSharedUnits(input, &warnings);
  const int64_t end = input.disc_offset + input.image_blocks;
  if (input.medium_blocks && NearlyFull(end, *input.medium_blocks)) {
    const int64_t left = std::max(int64_t{0}, *input.medium_blocks - end);
    warnings.push_back("The disc will be nearly full: " + std::to_string(left) + " of " +
                       std::to_string(*input.medium_blocks) + " sectors are left.");
  }

  std::optional<double> estimate;
  if (input.sectors_per_second && *input.sectors_per_second > 0) {
    estimate =
        static_cast<double>(aligned) * 1000.0 / static_cast<double>(*input.sectors_per_second);
  }
  return {
      .mode = input.mode,
      .ranges = std::move(input.ranges),
      .blocks = blocks,
      .image_blocks = input.image_blocks,
      .write_unit = input.write_unit,
      .aligned_blocks = aligned,
      .estimated_milliseconds = estimate,
      .commit_ranges = input.commit ? std::optional(input.commit->ranges) : std::nullopt,
      .warnings = std::move(warnings),
  };
}

}  // namespace imapi2
