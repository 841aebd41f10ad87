#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace virtual_drive {

// What a person writes for clients that know nothing of IVirtualImapi (docs/virtual-drive.md, "From
// any language"):
//
//   # my drives
//   drive disc="C:\discs\my disc" media=bd-re sectors=16384 speed=680
//   drive
//   switch tray-close=ready
//
// A statement a line; a semicolon ends one too, since a variable of the environment has no lines.
// All of it UTF-8.
struct Settings {
  struct Drive {
    std::string disc;                     // empty: an empty tray
    std::int32_t media = 0;               // IMAPI_MEDIA_PHYSICAL_TYPE; 0 where it isn't given
    std::int64_t sectors = 0;             // 0: the medium's own capacity
    std::int32_t sectors_per_second = 0;  // 0: as fast as it goes
  };
  std::vector<Drive> drives;
  std::vector<std::pair<std::string, std::string>> switches;
};

// what() is UTF-8: where it is wrong, and what there could be.
class SettingsError : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

// Throws SettingsError.
Settings ParseSettings(std::string_view text);

}  // namespace virtual_drive
