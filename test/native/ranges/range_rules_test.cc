#include "imapi/range_rules.h"

#include <doctest.h>

#include <string>

#include "imapi/error.h"

namespace {

using imapi2::BlockRanges;
using imapi2::JudgeRanges;
using imapi2::ListOrigin;
using imapi2::RangeLimits;

const RangeLimits kLimits{.image_blocks = 1000, .medium_blocks = 900, .write_unit = 16};

std::string Refusal(const BlockRanges& ranges, ListOrigin origin = ListOrigin::kImage) {
  try {
    JudgeRanges(ranges, kLimits, origin, "test");
    return "";
  } catch (const imapi2::Error& error) {
    return error.what();
  }
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an exact list is passed without a warning") {
  CHECK(JudgeRanges({{640, 655}, {256, 271}}, kLimits, ListOrigin::kCaller, "test").empty());
}

TEST_CASE("a list that can't be right is refused, with the element and its figures") {
  CHECK(Contains(Refusal({}), "empty"));
  CHECK(Contains(Refusal({{0, 15}, {-16, 15}}), "range 1 (-16-15) has a negative address"));
  CHECK(Contains(Refusal({{32, 31}}), "range 0 (32-31) ends before it starts"));
  CHECK(Contains(Refusal({{0, 1000}}), "outside the image"));
  CHECK(Contains(Refusal({{0, 900}}), "outside the medium"));
  CHECK(Refusal({{0, 899}}).empty());
  CHECK(Contains(Refusal({{2147483647, 2147483647}}), "outside the image"));
}

TEST_CASE("an odd list of the image's own is passed on with a warning") {
  const auto overlap = JudgeRanges({{0, 31}, {16, 47}}, kLimits, ListOrigin::kImage, "test");
  REQUIRE(overlap.size() == 1);
  CHECK(Contains(overlap[0], "range 0 (0-31) overlaps range 1 (16-47)"));
  const auto off_unit = JudgeRanges({{1, 15}, {32, 40}}, kLimits, ListOrigin::kImage, "test");
  REQUIRE(off_unit.size() == 1);
  CHECK(Contains(off_unit[0], "and 1 more"));
}

TEST_CASE("a caller's list must be exact") {
  CHECK(Contains(Refusal({{0, 31}, {16, 47}}, ListOrigin::kCaller), "overlaps"));
  CHECK(Contains(Refusal({{1, 15}}, ListOrigin::kCaller), "write unit"));
  CHECK(Contains(Refusal({{0, 14}}, ListOrigin::kCaller), "write unit"));
}

TEST_CASE("an overlap is found behind a range that holds several others") {
  CHECK(Contains(Refusal({{0, 511}, {16, 31}, {512, 527}, {64, 79}}, ListOrigin::kCaller),
                 "overlaps"));
  CHECK(Refusal({{512, 527}, {0, 511}}, ListOrigin::kCaller).empty());
}

TEST_CASE("a medium without write units has none to be off") {
  for (const std::optional<int64_t> unit : {std::optional<int64_t>(1), {}}) {
    const RangeLimits limits{.image_blocks = 1000, .medium_blocks = {}, .write_unit = unit};
    CHECK(JudgeRanges({{1, 14}}, limits, ListOrigin::kCaller, "test").empty());
  }
}

TEST_CASE("the image's last block is an end like any other") {
  const RangeLimits limits{.image_blocks = 1001, .medium_blocks = {}, .write_unit = 16};
  CHECK(JudgeRanges({{992, 1000}}, limits, ListOrigin::kCaller, "test").empty());
}
