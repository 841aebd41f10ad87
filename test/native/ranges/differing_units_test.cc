#include "imapi/differing_units.h"

#include <doctest.h>

#include "imapi/write_units.h"

using namespace imapi2;

TEST_CASE("a sector that differs has its whole write unit recorded, and neighbours are one range") {
  DifferingUnits units(16);
  for (const int64_t lba : {17, 18, 31, 40, 64, 79}) units.Add(lba, {0, 1000});
  CHECK(units.ranges() == BlockRanges{{16, 47}, {64, 79}});
}

TEST_CASE("a unit is cut where the image or a caller's range ends, and list order is kept") {
  DifferingUnits units(32);
  units.Add(900, {100, 910});
  units.Add(33, {40, 99});
  units.Add(100, {100, 910});
  CHECK(units.ranges() == BlockRanges{{896, 910}, {40, 63}, {100, 127}});
  DifferingUnits last(32);
  last.Add(INT32_MAX, {0, INT32_MAX});
  CHECK(last.ranges() == BlockRanges{{INT32_MAX - 31, INT32_MAX}});
}

TEST_CASE("the unit to record is the medium's; 32 where nothing says, and never too many ranges") {
  CHECK(UnitToRecord(16, 2'295'104) == 16);
  CHECK(UnitToRecord(32, 12'219'392) == 32);
  CHECK(UnitToRecord(std::nullopt, 2'295'104) == 32);
  CHECK(UnitToRecord(1, 1000) == 32);
  CHECK(UnitToRecord(5, 1000) == 35);
  for (const int64_t unit : {1, 3, 16, 32, 1500}) {
    const int64_t taken = UnitToRecord(unit, int64_t{1} << 31);
    CHECK(taken % unit == 0);
    CHECK((int64_t{1} << 31) / taken / 2 < (int64_t{1} << 20));
    CHECK(taken <= 4096);
  }
}

TEST_CASE("samples lie outside the ranges, inside the image, and spread over all of it") {
  const BlockRanges ranges = {{5000, 5015}, {100, 4000}};
  const BlockRanges samples = SampleOutside(ranges, 16, 10'000);
  CHECK(samples.size() > 16);
  CHECK(samples.size() <= 32);
  CHECK(samples.front().start == 0);
  CHECK(samples.back().end > 9000);
  const auto touched = RoundedUnion(ranges, 16);
  for (const BlockRange& sample : samples) {
    REQUIRE(sample.blocks() <= 16);
    REQUIRE(sample.end < 10'000);
    for (const Run& run : touched) REQUIRE((sample.end < run.begin || sample.start >= run.end));
  }
  CHECK(SampleOutside({{0, 99}}, 16, 100).empty());
  CHECK(SampleOutside({{0, 95}}, 16, 100) == BlockRanges{{96, 99}});
  CHECK(SampleOutside({{16, 31}}, 16, 33).size() <= 32);
}
