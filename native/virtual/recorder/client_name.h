#pragma once

#include <cstddef>
#include <string_view>

namespace virtual_drive {

// What IOCTL_CDROM_EXCLUSIVE_ACCESS takes as the name of a caller (docs/imapi2.md, Exclusive
// access): letters, digits, space and . , : ; - _ and fewer than 63 of them.
inline bool IsClientName(std::wstring_view name) noexcept {
  constexpr std::size_t kCallerLength = 64;  // CDROM_EXCLUSIVE_CALLER_LENGTH, with its terminator
  constexpr std::wstring_view kAllowed =
      L"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-_";
  return !name.empty() && name.size() < kCallerLength - 1 &&
         name.find_first_not_of(kAllowed) == name.npos;
}

}  // namespace virtual_drive
