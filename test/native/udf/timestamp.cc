// Times as ECMA-167 1/7.3 and UDF 2.1.4 have them, at their limits.
#include "virtual/udf/timestamp.h"

#include <doctest.h>

#include <array>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {
namespace {

using namespace std::chrono;
using Field = std::array<std::byte, kTimestampSize>;

// 3 May 2021, 04:05:06.070809, in the zone whose type and offset are given.
Field WrittenIn(std::uint16_t type_and_zone) {
  Field field{};
  Put16(field, 0, type_and_zone);
  Put16(field, 2, 2021);
  const unsigned rest[] = {5, 3, 4, 5, 6, 7, 8, 9};
  for (std::size_t i = 0; i < std::size(rest); ++i)
    Put8(field, 4 + i, static_cast<std::uint8_t>(rest[i]));
  return field;
}

constexpr tree::Time kUtc =
    sys_days{year{2021} / May / 3} + hours{4} + minutes{5} + seconds{6} + microseconds{70'809};

std::uint16_t Local(int minutes_east) {
  return static_cast<std::uint16_t>(0x1000 | (minutes_east & 0xFFF));
}

}  // namespace

TEST_CASE("a local time is east or west of UTC by its offset, a whole day at most") {
  CHECK(GetTimestamp(WrittenIn(Local(0)), 0) == kUtc);
  CHECK(GetTimestamp(WrittenIn(Local(120)), 0) == kUtc - hours{2});
  CHECK(GetTimestamp(WrittenIn(Local(-90)), 0) == kUtc + minutes{90});
  CHECK(GetTimestamp(WrittenIn(Local(1440)), 0) == kUtc - hours{24});
  CHECK(GetTimestamp(WrittenIn(Local(-1440)), 0) == kUtc + hours{24});
}

TEST_CASE("a time without an offset, or with an impossible one, counts as UTC") {
  CHECK(GetTimestamp(WrittenIn(Local(-2047)), 0) == kUtc);  // none was given
  CHECK(GetTimestamp(WrittenIn(Local(-1441)), 0) == kUtc);
  CHECK(GetTimestamp(WrittenIn(Local(1441)), 0) == kUtc);
  CHECK(GetTimestamp(WrittenIn(120), 0) == kUtc);           // type 0: coordinated already
  CHECK(GetTimestamp(WrittenIn(0x2000 | 120), 0) == kUtc);  // by agreement of the parties
}

TEST_CASE("a time with any part that no clock shows is the epoch") {
  struct Part {
    std::size_t bp;
    std::uint8_t last;  // still a time
    std::uint8_t first_wrong;
  };
  const Part parts[] = {{4, 12, 13}, {5, 31, 32},  {6, 23, 24},   {7, 59, 60},
                        {8, 59, 60}, {9, 99, 100}, {10, 99, 100}, {11, 99, 100}};
  for (const Part& part : parts) {
    CAPTURE(part.bp);
    Field field = WrittenIn(Local(0));
    Put8(field, part.bp, part.last);
    CHECK(GetTimestamp(field, 0) != tree::Time{});
    Put8(field, part.bp, part.first_wrong);
    CHECK(GetTimestamp(field, 0) == tree::Time{});
  }
  for (const std::uint16_t wrong : {0, 10'000, 0x8000}) {
    Field field = WrittenIn(Local(0));
    Put16(field, 2, wrong);
    CHECK(GetTimestamp(field, 0) == tree::Time{});
  }
}

TEST_CASE("years before 1 and after 9999 are recorded as the first and the last moment of those") {
  const auto recorded = [](tree::Time time) {
    Field field{};
    PutTimestamp(field, 0, time);
    return GetTimestamp(field, 0);
  };
  constexpr tree::Time kFirst = sys_days{year{1} / January / 1};
  constexpr tree::Time kLast = sys_days{year{10'000} / January / 1} - microseconds{1};
  CHECK(recorded(kUtc) == kUtc);
  CHECK(recorded(kFirst) == kFirst);
  CHECK(recorded(kFirst - microseconds{1}) == kFirst);
  CHECK(recorded(kLast) == kLast);
  CHECK(recorded(kLast + microseconds{1}) == kLast);
}

}  // namespace virtual_drive::udf
