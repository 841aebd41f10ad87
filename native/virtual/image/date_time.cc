#include "virtual/image/date_time.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace virtual_drive {
namespace {

using std::chrono::microseconds;

// 30 December 1899 as days from 1 January 1970.
constexpr double kDateEpochDays = -25569.0;
constexpr double kMicrosecondsADay = 86'400'000'000.0;
// 1 January 100 and the end of 31 December 9999, in DATE days.
constexpr double kFirstDate = -657434.0;
constexpr double kEndOfDates = 2958466.0;

}  // namespace

DATE ToDate(tree::Time time) noexcept {
  const double days =
      static_cast<double>(time.time_since_epoch().count()) / kMicrosecondsADay - kDateEpochDays;
  const double clamped = std::clamp(days, kFirstDate, std::nextafter(kEndOfDates, 0.0));
  if (clamped >= 0) return clamped;
  // Before the epoch the integer part counts days downwards and the fraction still counts hours
  // upwards.
  const double day = std::floor(clamped);
  return day - (clamped - day);
}

std::optional<tree::Time> FromDate(DATE date) noexcept {
  if (!std::isfinite(date)) return std::nullopt;
  const double day = std::trunc(date);
  const double fraction = std::fabs(date - day);
  if (day < kFirstDate || day + fraction >= kEndOfDates) return std::nullopt;
  const double days = day + fraction + kDateEpochDays;
  return tree::Time(microseconds(std::llround(days * kMicrosecondsADay)));
}

tree::Time FromFileTime(const FILETIME& time) noexcept {
  constexpr std::int64_t kEpochDifference =
      116'444'736'000'000'000;  // 1601 to 1970, in units of 100 ns
  const std::int64_t ticks =
      static_cast<std::int64_t>(time.dwHighDateTime) << 32 | time.dwLowDateTime;
  return tree::Time(microseconds((ticks - kEpochDifference) / 10));
}

tree::Time Now() noexcept {
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now());
}

}  // namespace virtual_drive
