#include "imapi/range_rules.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

std::string Named(const BlockRanges& ranges, size_t index) {
  return "range " + std::to_string(index) + " (" + ToText(ranges[index]) + ")";
}

// `blocks`: what there is of both, image and medium.
bool Possible(const BlockRange& range, int64_t blocks) noexcept {
  return range.start >= 0 && range.start <= range.end && range.end < blocks;
}

// Why it is not possible.
std::string Reason(const BlockRange& range, const RangeLimits& limits) {
  if (range.start < 0 || range.end < 0) return "has a negative address";
  if (range.start > range.end) return "ends before it starts";
  if (range.end >= limits.image_blocks) {
    return "lies outside the image, which has " + std::to_string(limits.image_blocks) + " blocks";
  }
  return "lies outside the medium, which has " + std::to_string(*limits.medium_blocks) + " sectors";
}

// Each behind the one before it, as lists mostly are: nothing needs to be sorted to say so.
bool Ascending(const BlockRanges& ranges) {
  return std::ranges::adjacent_find(ranges, [](const BlockRange& one, const BlockRange& next) {
           return next.start <= one.end;
         }) == ranges.end();
}

// The first pair that overlaps, by address. Neighbours in the order of addresses are not enough
// where one range holds several others, so the one that reaches furthest is remembered.
std::optional<std::pair<size_t, size_t>> FindOverlap(const BlockRanges& ranges) {
  if (Ascending(ranges)) return std::nullopt;
  std::vector<size_t> order(ranges.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t left, size_t right) {
    return ranges[left].start < ranges[right].start;
  });
  size_t furthest = order.front();
  for (size_t i = 1; i < order.size(); ++i) {
    if (ranges[order[i]].start <= ranges[furthest].end) {
      return std::minmax(furthest, order[i]);
    }
    if (ranges[order[i]].end > ranges[furthest].end) furthest = order[i];
  }
  return std::nullopt;
}

// An image need not be a multiple of the write unit long; its last block is then as good an end as
// any.
bool OffUnit(const BlockRange& range, int64_t unit, int64_t image_blocks) {
  const bool start_off = range.start % unit != 0;
  const bool end_off = (int64_t{range.end} + 1) % unit != 0 && range.end != image_blocks - 1;
  return start_off || end_off;
}

struct Oddity {
  size_t count = 0;
  std::string first;
};

Oddity FindOffUnit(const BlockRanges& ranges, const RangeLimits& limits) {
  Oddity odd;
  if (!limits.write_unit || *limits.write_unit <= 1) return odd;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (!OffUnit(ranges[i], *limits.write_unit, limits.image_blocks)) continue;
    if (odd.count++ == 0) {
      odd.first = Named(ranges, i) + " does not begin and end on a write unit of " +
                  std::to_string(*limits.write_unit) + " sectors";
    }
  }
  return odd;
}

}  // namespace

std::vector<std::string> JudgeRanges(const BlockRanges& ranges, const RangeLimits& limits,
                                     ListOrigin origin, const char* operation) {
  const auto refuse = [operation](const std::string& reason) {
    throw Error(code::kRanges, operation, "The list of block ranges cannot be right: " + reason);
  };

  if (ranges.empty()) refuse("it is empty");
  const int64_t blocks = std::min(limits.image_blocks, limits.medium_blocks.value_or(INT64_MAX));
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (!Possible(ranges[i], blocks)) refuse(Named(ranges, i) + " " + Reason(ranges[i], limits));
  }

  std::vector<std::string> warnings;
  const auto odd = [&](const std::string& reason) {
    if (origin == ListOrigin::kCaller) refuse(reason);
    warnings.push_back("The list of block ranges is odd, and was passed on as it is: " + reason);
  };
  if (const auto overlap = FindOverlap(ranges)) {
    odd(Named(ranges, overlap->first) + " overlaps " + Named(ranges, overlap->second));
  }
  if (const Oddity off_unit = FindOffUnit(ranges, limits); off_unit.count > 0) {
    const std::string more =
        off_unit.count == 1 ? "" : " (and " + std::to_string(off_unit.count - 1) + " more)";
    odd(off_unit.first + more);
  }
  return warnings;
}

}  // namespace imapi2
