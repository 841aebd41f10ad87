#pragma once

#include <cstdint>
#include <vector>

#include "virtual/recorder/drive_bay.h"

// What a drive says that it can do, from GET CONFIGURATION and MODE SENSE. All throw Error.
namespace virtual_drive {

// A feature descriptor with its four-byte header; empty where the drive has not that feature.
std::vector<std::uint8_t> ReadFeature(DriveBay& bay, AccessLock::Holder holder, std::uint16_t code);
std::vector<std::int32_t> ReadFeatureCodes(DriveBay& bay, AccessLock::Holder holder,
                                           bool current_only);
std::vector<std::int32_t> ReadProfiles(DriveBay& bay, AccessLock::Holder holder, bool current_only);
// Whole pages; `code` 3Fh asks for all of them.
std::vector<std::vector<std::uint8_t>> ReadModePages(DriveBay& bay, AccessLock::Holder holder,
                                                     std::uint8_t code, std::uint8_t values);

}  // namespace virtual_drive
