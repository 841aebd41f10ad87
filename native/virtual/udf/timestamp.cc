#include "virtual/udf/timestamp.h"

#include <algorithm>
#include <chrono>

#include "virtual/udf/byte_order.h"

namespace virtual_drive::udf {
namespace {

using namespace std::chrono;

constexpr unsigned kLocalTime =
    1u << 12;  // type 1 with offset 0: "local time" whose zone is UTC (UDF 2.1.4.1)

}  // namespace

void PutTimestamp(std::span<std::byte> descriptor, std::size_t bp, tree::Time time) {
  constexpr tree::Time kFirst = sys_days{year{1} / January / 1};
  constexpr tree::Time kLast = sys_days{year{10000} / January / 1} - microseconds{1};
  time = std::clamp(time, kFirst, kLast);
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  const auto micro = static_cast<unsigned>(clock.subseconds().count());
  Put16(descriptor, bp, static_cast<std::uint16_t>(kLocalTime));
  Put16(descriptor, bp + 2, static_cast<std::uint16_t>(static_cast<int>(date.year())));
  Put8(descriptor, bp + 4, static_cast<std::uint8_t>(static_cast<unsigned>(date.month())));
  Put8(descriptor, bp + 5, static_cast<std::uint8_t>(static_cast<unsigned>(date.day())));
  Put8(descriptor, bp + 6, static_cast<std::uint8_t>(clock.hours().count()));
  Put8(descriptor, bp + 7, static_cast<std::uint8_t>(clock.minutes().count()));
  Put8(descriptor, bp + 8, static_cast<std::uint8_t>(clock.seconds().count()));
  Put8(descriptor, bp + 9, static_cast<std::uint8_t>(micro / 10000));
  Put8(descriptor, bp + 10, static_cast<std::uint8_t>(micro / 100 % 100));
  Put8(descriptor, bp + 11, static_cast<std::uint8_t>(micro % 100));
}

tree::Time GetTimestamp(std::span<const std::byte> descriptor, std::size_t bp) {
  const unsigned type_and_zone = Get16(descriptor, bp);
  int zone = static_cast<int>(type_and_zone & 0xFFF);
  if (zone >= 0x800) zone -= 0x1000;
  // Also -2047, by which the standard says that there is none.
  if (zone < -1440 || zone > 1440 || type_and_zone >> 12 != 1) zone = 0;
  const int written_year = static_cast<std::int16_t>(Get16(descriptor, bp + 2));
  const year_month_day date{year{written_year}, month{Get8(descriptor, bp + 4)},
                            day{Get8(descriptor, bp + 5)}};
  const unsigned hour = Get8(descriptor, bp + 6);
  const unsigned minute = Get8(descriptor, bp + 7);
  const unsigned second = Get8(descriptor, bp + 8);
  const unsigned fractions[] = {Get8(descriptor, bp + 9), Get8(descriptor, bp + 10),
                                Get8(descriptor, bp + 11)};
  const bool possible = date.ok() && written_year >= 1 && written_year <= 9999 && hour < 24 &&
                        minute < 60 && second < 60 && fractions[0] < 100 && fractions[1] < 100 &&
                        fractions[2] < 100;
  if (!possible) return {};
  return tree::Time{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} +
         microseconds{fractions[0] * 10000 + fractions[1] * 100 + fractions[2]} - minutes{zone};
}

}  // namespace virtual_drive::udf
