// Fuzz target: lists of ranges, the plan made of one, and the place that progress events give in
// it.
#ifdef JUDGE_RANGES_FUZZ
#include <string_view>

#include "../fuzz_bytes.h"
#include "imapi/burn_plan.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/progress_map.h"
#include "imapi/range_rules.h"
#include "imapi/write_units.h"

namespace {

using imapi2::BlockRange;
using imapi2::BlockRanges;

// Mostly small numbers near each other; some that are as large as a LONG can be.
int32_t TakeLba(FuzzBytes& input) {
  const std::uint32_t shape = input.Byte();
  if (shape >= 0xF0) return static_cast<int32_t>(input.Number32());
  return static_cast<int32_t>(shape >= 0x80 ? input.Number16() : (shape & 0x7F) * 16);
}

// As plainly as it can be said.
bool IsExact(const BlockRanges& ranges, const imapi2::RangeLimits& limits) {
  for (size_t i = 0; i < ranges.size(); ++i) {
    const BlockRange& range = ranges[i];
    if (range.start < 0 || range.end < range.start || range.end >= limits.image_blocks)
      return false;
    if (limits.medium_blocks && range.end >= *limits.medium_blocks) return false;
    if (limits.write_unit) {
      if (range.start % *limits.write_unit != 0) return false;
      // The image's last block is as good an end as any.
      const bool at_end = range.end == limits.image_blocks - 1;
      if (!at_end && (int64_t{range.end} + 1) % *limits.write_unit != 0) return false;
    }
    for (size_t j = 0; j < i; ++j) {
      if (range.start <= ranges[j].end && ranges[j].start <= range.end) return false;
    }
  }
  return !ranges.empty();
}

bool Accepts(const BlockRanges& ranges, const imapi2::RangeLimits& limits,
             imapi2::ListOrigin origin) {
  try {
    imapi2::JudgeRanges(ranges, limits, origin, "fuzz");
    return true;
  } catch (const imapi2::Error& error) {
    Require(std::string_view(error.code()) == imapi2::code::kRanges);
    return false;
  }
}

void TryPlan(const BlockRanges& ranges, const imapi2::RangeLimits& limits, FuzzBytes& input) {
  imapi2::PlanInput plan_input{.mode = imapi2::BurnMode::kModified,
                               .ranges = ranges,
                               .image_blocks = limits.image_blocks,
                               .medium_blocks = limits.medium_blocks,
                               .write_unit = limits.write_unit,
                               .sectors_per_second = input.UpTo(1000),
                               .commit = imapi2::FindCommitShape(ranges),
                               .warnings = {}};
  const auto plan = imapi2::MakePlan(std::move(plan_input));
  Require(plan.ranges == ranges && plan.blocks == imapi2::BlockCount(ranges));
  Require(plan.aligned_blocks >= imapi2::RunBlocks(imapi2::RoundedUnion(ranges, 1)));
  if (plan.commit_ranges) Require(*plan.commit_ranges > 0 && *plan.commit_ranges < ranges.size());
}

void TryProgress(const BlockRanges& ranges, FuzzBytes& input) {
  imapi2::ProgressMap map(ranges);
  int64_t blocks = 0;
  size_t index = 0;
  while (!input.empty()) {
    const auto& place = map.Update({.action = static_cast<int32_t>(input.UpTo(8)),
                                    .start_lba = TakeLba(input),
                                    .sector_count = TakeLba(input),
                                    .last_written_lba = TakeLba(input)});
    Require(place.blocks_written >= blocks && place.blocks_written <= map.total());
    Require(place.range_index >= index && place.range_index < ranges.size());
    blocks = place.blocks_written;
    index = place.range_index;
  }
  Require(map.Finish().blocks_written == map.total());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using imapi2::ListOrigin;
  FuzzBytes input(data, size);
  const std::uint32_t shape = input.Byte();
  imapi2::RangeLimits limits{.image_blocks = shape % 2 == 0 ? 4090 : int64_t{1} << 31,
                             .medium_blocks = {},
                             .write_unit = {}};
  if (shape % 4 >= 2) limits.medium_blocks = 8192;
  if (shape % 16 >= 8) limits.write_unit = shape % 32 >= 16 ? 32 : 16;
  BlockRanges ranges;
  for (std::uint32_t count = input.UpTo(24); count > 0; --count) {
    const int32_t start = TakeLba(input);
    const bool by_length = input.Byte() % 4 != 0;
    const int32_t other = TakeLba(input);
    const int64_t end = int64_t{start} + other - 1;
    ranges.push_back(
        {start, by_length && end >= 0 && end <= INT32_MAX ? static_cast<int32_t>(end) : other});
  }
  const bool exact = Accepts(ranges, limits, ListOrigin::kCaller);
  Require(exact == IsExact(ranges, limits));
  // What is exact is never odd.
  const bool possible = Accepts(ranges, limits, ListOrigin::kImage);
  if (exact) Require(possible);
  if (!possible) return 0;
  TryPlan(ranges, limits, input);
  TryProgress(ranges, input);
  return 0;
}
#endif
