#include "virtual/image/range_list_shape.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace virtual_drive {
namespace {

constexpr std::string_view kMany = "many:";

std::vector<LbaRange> ManyRanges(std::string_view count_text, std::uint32_t total_blocks) {
  std::uint32_t count = 0;
  std::from_chars(count_text.data(), count_text.data() + count_text.size(), count);
  std::vector<LbaRange> ranges;
  ranges.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto lba = static_cast<LONG>(i % std::max<std::uint32_t>(total_blocks, 1));
    ranges.push_back({lba, lba});
  }
  return ranges;
}

// Every list has a first range: a session is never empty.
void CutFirst(std::vector<LbaRange>& ranges, std::uint32_t write_unit) {
  const LbaRange first = ranges.front();
  const LONG last_of_head = first.start + static_cast<LONG>(write_unit) / 2;
  if (last_of_head >= first.end) return;
  ranges.front().end = last_of_head;
  ranges.insert(ranges.begin() + 1, {last_of_head + 1, first.end});
}

}  // namespace

RangeListShape ShapeOf(std::string_view block_ranges, std::vector<LbaRange> ranges,
                       ImageFacts facts) {
  RangeListShape shape;
  shape.ranges = std::move(ranges);
  if (block_ranges == "e-notimpl") shape.result = E_NOTIMPL;
  if (block_ranges == "e-fail") shape.result = E_FAIL;
  if (block_ranges == "vt-unknown") shape.element = RangeListShape::Element::kUnknown;
  if (block_ranges == "lower-bound") shape.lower_bound = 7;
  shape.first_is_null = block_ranges == "null-element";
  shape.first_is_number = block_ranges == "wrong-type";
  if (block_ranges == "empty") shape.ranges.clear();
  if (shape.ranges.empty()) return shape;

  LbaRange& first = shape.ranges.front();
  if (block_ranges == "negative") first.start = -1;
  if (block_ranges == "reversed") std::swap(first.start, ++first.end);
  if (block_ranges == "overlapping") shape.ranges.insert(shape.ranges.begin(), LbaRange(first));
  if (block_ranges == "anchors-first") {
    std::ranges::stable_partition(shape.ranges, [session = first.start](const LbaRange& range) {
      return range.start < session;
    });
  }
  if (block_ranges == "unaligned") CutFirst(shape.ranges, facts.write_unit);
  if (block_ranges == "outside-image") {
    const auto total = static_cast<LONG>(facts.total_blocks);
    shape.ranges.insert(shape.ranges.begin(),
                        {total, total + static_cast<LONG>(facts.write_unit) - 1});
  }
  if (block_ranges.starts_with(kMany)) {
    shape.ranges = ManyRanges(block_ranges.substr(kMany.size()), facts.total_blocks);
  }
  return shape;
}

std::optional<RangeListShape> StreamShape(std::string_view stream_ranges,
                                          const RangeListShape& modified_blocks, ImageFacts facts) {
  if (FAILED(modified_blocks.result) || stream_ranges == "none") return std::nullopt;
  RangeListShape shape = modified_blocks;
  if (stream_ranges == "different" && !shape.ranges.empty()) {
    LbaRange& first = shape.ranges.front();
    first.start = std::max<LONG>(first.start - static_cast<LONG>(facts.write_unit), 0);
  }
  return shape;
}

}  // namespace virtual_drive
