// Times in an image are DATEs, in local time.
#pragma once

#include <windows.h>

#include <oleauto.h>

#include <cstdint>
#include <optional>

namespace imapi2 {

FILETIME FileTimeOfUnix(double milliseconds) noexcept;
// Empty for a time that a DATE can't hold.
std::optional<DATE> DateOfFileTime(const FILETIME& time) noexcept;
std::optional<double> UnixOfDate(DATE date) noexcept;

}  // namespace imapi2
