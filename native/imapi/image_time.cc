#include "imapi/image_time.h"

#include <cmath>

namespace imapi2 {
namespace {

// From 1601, where FILETIME begins, to 1970.
constexpr int64_t kEpochMilliseconds = 11644473600000;
constexpr double kMillisecondsPerDay = 86400000.0;

}  // namespace

FILETIME FileTimeOfUnix(double milliseconds) noexcept {
  ULARGE_INTEGER ticks;
  ticks.QuadPart =
      static_cast<ULONGLONG>((static_cast<int64_t>(milliseconds) + kEpochMilliseconds) * 10000);
  return {ticks.LowPart, ticks.HighPart};
}

std::optional<DATE> DateOfFileTime(const FILETIME& time) noexcept {
  SYSTEMTIME utc;
  SYSTEMTIME local;
  if (!FileTimeToSystemTime(&time, &utc)) return std::nullopt;
  if (!SystemTimeToTzSpecificLocalTime(nullptr, &utc, &local)) return std::nullopt;
  // SystemTimeToVariantTime rounds to seconds on its own.
  const WORD milliseconds = local.wMilliseconds;
  local.wMilliseconds = 0;
  DATE date = 0;
  if (!SystemTimeToVariantTime(&local, &date)) return std::nullopt;
  // Before 1900 the fraction of a negative DATE counts the other way.
  return date + (date < 0 ? -milliseconds : milliseconds) / kMillisecondsPerDay;
}

std::optional<double> UnixOfDate(DATE date) noexcept {
  // 0 is 30 December 1899: what a disc without the time gives.
  if (date == 0) return std::nullopt;
  // Whole seconds first, because VariantTimeToSystemTime drops what is left.
  const double seconds = std::floor(date * 86400.0 + 0.0005);
  SYSTEMTIME local;
  if (!VariantTimeToSystemTime(date < 0 ? date : seconds / 86400.0, &local)) return std::nullopt;
  SYSTEMTIME utc;
  FILETIME time;
  if (!TzSpecificLocalTimeToSystemTime(nullptr, &local, &utc)) return std::nullopt;
  if (!SystemTimeToFileTime(&utc, &time)) return std::nullopt;
  ULARGE_INTEGER ticks;
  ticks.LowPart = time.dwLowDateTime;
  ticks.HighPart = time.dwHighDateTime;
  const double fraction = date < 0 ? 0 : std::round((date * 86400.0 - seconds) * 1000.0);
  return static_cast<double>(static_cast<int64_t>(ticks.QuadPart / 10000) - kEpochMilliseconds) +
         (fraction > 0 ? fraction : 0);
}

}  // namespace imapi2
