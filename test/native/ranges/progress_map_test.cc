#include "imapi/progress_map.h"

#include <doctest.h>

namespace {

using imapi2::BlockRanges;
using imapi2::ProgressMap;

constexpr int32_t kWriting = 4;
constexpr int32_t kFinalizing = 5;

const BlockRanges kRanges = {{672, 1087}, {512, 527}, {256, 271}};

}  // namespace

TEST_CASE("figures for each range are placed by address") {
  ProgressMap map(kRanges);
  CHECK(map.Update({kWriting, 672, 416, 771}).blocks_written == 100);
  CHECK(map.place().range_index == 0);
  CHECK(map.Update({kWriting, 512, 16, 519}).blocks_written == 424);
  CHECK(map.place().range_index == 1);
  CHECK(map.Update({kWriting, 256, 16, 271}).blocks_written == 448);
  CHECK(map.place().range_index == 2);
}

TEST_CASE("figures for the whole image are placed by address too") {
  ProgressMap map(kRanges);
  CHECK(map.Update({kWriting, 0, 1088, 771}).blocks_written == 100);
  CHECK(map.Update({kWriting, 0, 1088, 519}).blocks_written == 424);
  CHECK(map.Update({kWriting, 0, 1088, 256}).blocks_written == 433);
}

TEST_CASE("a last address that is one after the end means the end") {
  ProgressMap map(kRanges);
  CHECK(map.Update({kWriting, 672, 416, 1088}).blocks_written == 416);
  CHECK(map.place().last_written_lba == 1087);
}

TEST_CASE("what is stale, zero or outside writing changes nothing") {
  ProgressMap map(kRanges);
  map.Update({kWriting, 672, 416, 771});
  CHECK(map.Update({kFinalizing, 0, 0, 0}).blocks_written == 100);
  CHECK(map.Update({kWriting, 0, 0, 0}).blocks_written == 100);
  CHECK(map.Update({kWriting, 672, 416, 700}).blocks_written == 100);
  // The next range has begun, its last address is still that of the range before.
  CHECK(map.Update({kWriting, 512, 16, 1087}).blocks_written == 416);
  CHECK(map.place().range_index == 1);
  CHECK_FALSE(map.contradiction());
}

TEST_CASE("ranges that no event mentions are made up for at the end") {
  ProgressMap map(kRanges);
  map.Update({kWriting, 672, 416, 700});
  CHECK(map.Finish().blocks_written == 448);
  CHECK(map.place().range_index == 2);
  CHECK(map.total() == 448);
}

TEST_CASE("a list of nothing is written at once") {
  ProgressMap map({});
  CHECK(map.total() == 0);
  CHECK(map.Finish().blocks_written == 0);
  CHECK_FALSE(map.place().last_written_lba);
}

TEST_CASE("an address that no range holds is a contradiction, once it is seen to move") {
  ProgressMap map(kRanges);
  map.Update({kWriting, 0, 1088, 100});
  CHECK_FALSE(map.contradiction());
  map.Update({kWriting, 0, 1088, 100});
  CHECK_FALSE(map.contradiction());
  map.Update({kWriting, 0, 1088, 130});
  CHECK(map.contradiction() == 130);
  CHECK(map.place().blocks_written == 0);
}

TEST_CASE("no event of writing is told apart from writing nothing") {
  ProgressMap map(kRanges);
  map.Update({2, 0, 0, 0});
  CHECK_FALSE(map.has_written());
  map.Update({kWriting, 0, 0, 0});
  CHECK(map.has_written());
}
