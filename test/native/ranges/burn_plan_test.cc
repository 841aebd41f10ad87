#include "imapi/burn_plan.h"

#include <doctest.h>

#include <array>
#include <cstdint>
#include <set>

#include "imapi/write_units.h"

namespace {

using imapi2::BlockRanges;
using imapi2::BurnMode;
using imapi2::ConfirmCommitRanges;
using imapi2::FindCommitShape;
using imapi2::MakePlan;
using imapi2::PlanInput;

std::array<uint8_t, 2048> AnchorAt(int64_t lba) {
  std::array<uint8_t, 2048> sector = {};
  sector[0] = 2;
  for (size_t i = 0; i < 4; ++i) sector[12 + i] = static_cast<uint8_t>(lba >> (8 * i));
  unsigned sum = 0;
  for (size_t i = 0; i < 16; ++i) sum += sector[i];
  sector[4] = static_cast<uint8_t>(sum);
  return sector;
}

std::optional<imapi2::CommitShape> Confirm(const BlockRanges& ranges,
                                           const std::set<int64_t>& anchors) {
  return ConfirmCommitRanges(ranges, [&](int64_t lba, std::span<uint8_t> sector) {
    const auto content = anchors.contains(lba) ? AnchorAt(lba) : std::array<uint8_t, 2048>{};
    std::copy(content.begin(), content.end(), sector.begin());
  });
}

PlanInput Input(BlockRanges ranges) {
  return {.mode = BurnMode::kModified,
          .ranges = std::move(ranges),
          .image_blocks = 2000,
          .medium_blocks = 100000,
          .write_unit = 16,
          .sectors_per_second = 1000,
          .commit = {},
          .warnings = {}};
}

}  // namespace

TEST_CASE("an anchor is known by its tag, its checksum and its own address") {
  auto sector = AnchorAt(256);
  CHECK(imapi2::IsAnchor(sector, 256));
  CHECK_FALSE(imapi2::IsAnchor(sector, 512));
  sector[4] ^= 1;
  CHECK_FALSE(imapi2::IsAnchor(sector, 256));
  CHECK_FALSE(imapi2::IsAnchor(std::array<uint8_t, 8>{}, 0));
  // 258 is 2 in its lower byte, and the number of an allocation extent's tag.
  auto extent = AnchorAt(256);
  extent[1] = 1;
  ++extent[4];
  CHECK_FALSE(imapi2::IsAnchor(extent, 256));
}

TEST_CASE("the commit is the longest run at the end that lies before the new session") {
  const auto two = Confirm({{672, 1087}, {512, 527}, {256, 271}}, {256, 512});
  REQUIRE(two);
  CHECK(two->ranges == 2);
  CHECK(two->new_session_start == 672);
  const auto one = Confirm({{672, 1000}, {1100, 1200}, {256, 271}}, {256});
  REQUIRE(one);
  CHECK(one->ranges == 1);
}

TEST_CASE("a list without that shape, or whose tail holds no anchor, promises nothing") {
  CHECK_FALSE(Confirm({{672, 1087}, {256, 271}}, {}));
  CHECK_FALSE(Confirm({{256, 271}, {672, 1087}}, {256}));
  CHECK_FALSE(Confirm({{256, 271}}, {256}));
  CHECK_FALSE(Confirm({}, {}));
  // Somewhere in the middle of the new session's addresses.
  CHECK_FALSE(Confirm({{100, 300}, {200, 271}}, {256}));
}

TEST_CASE("a tail of more than 1024 sectors is no commit, and is not read") {
  CHECK(Confirm({{2000, 3000}, {256, 1279}}, {256}));
  CHECK_FALSE(Confirm({{2000, 3000}, {256, 1280}}, {256}));
}

TEST_CASE("blocks are counted in 64 bits, and rounded to write units once") {
  const auto plan = MakePlan(Input({{17, 18}, {20, 31}, {33, 33}}));
  CHECK(plan.blocks == 15);
  CHECK(plan.aligned_blocks == 32);
  REQUIRE(plan.estimated_milliseconds);
  CHECK(*plan.estimated_milliseconds == doctest::Approx(32.0));
  CHECK(imapi2::BlockCount({{0, 2147483647}, {0, 2147483647}}) == int64_t{1} << 32);
}

TEST_CASE("a range that shares a write unit with the old session is warned of") {
  auto shared = Input({{672, 1087}, {256, 256}});
  shared.commit = imapi2::CommitShape{1, 672};
  CHECK(MakePlan(shared).warnings.size() == 1);
  auto alone = Input({{672, 1087}, {256, 271}});
  alone.commit = imapi2::CommitShape{1, 672};
  CHECK(MakePlan(alone).warnings.empty());
  // The rest of the unit is recorded too, by another range.
  auto split = Input({{672, 1087}, {256, 260}, {261, 271}});
  split.commit = imapi2::CommitShape{2, 672};
  CHECK(MakePlan(split).warnings.empty());
  // Of a whole burn nothing old is left; of a medium without units nothing is shared.
  shared.mode = BurnMode::kWhole;
  CHECK(MakePlan(shared).warnings.empty());
  shared.mode = BurnMode::kModified;
  shared.write_unit = 1;
  CHECK(MakePlan(shared).warnings.empty());
}

TEST_CASE("a nearly full disc is warned of") {
  auto input = Input({{672, 1087}});
  input.write_unit.reset();
  input.medium_blocks = 2040;
  CHECK(MakePlan(input).warnings.size() == 1);
  input.medium_blocks = 2050;
  CHECK(MakePlan(input).warnings.empty());
  // A drive that says 0 doesn't know.
  input.medium_blocks = 0;
  CHECK(MakePlan(input).warnings.empty());
}

TEST_CASE("a list of nothing is a plan of nothing") {
  const auto plan = MakePlan(Input({}));
  CHECK(plan.blocks == 0);
  CHECK(plan.aligned_blocks == 0);
  CHECK(plan.warnings.empty());
}

TEST_CASE("where no speed is known there is no estimate") {
  auto input = Input({{672, 1087}});
  input.sectors_per_second.reset();
  CHECK_FALSE(MakePlan(input).estimated_milliseconds);
  input.sectors_per_second = 0;
  CHECK_FALSE(MakePlan(input).estimated_milliseconds);
}
