#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <cstdint>

#include "virtual/udf/sector_source.h"

namespace virtual_drive {

// What the volume recognition sequence (ECMA-167 2/8.3; ECMA-119 6.7) of a session announces, in
// bits: nothing is read beyond it. Throws what `disc` throws.
FsiFileSystems AnnouncedFileSystems(udf::SectorSource& disc, std::uint32_t session_start,
                                    std::uint32_t total_sectors);

// The first 2 MB hold nothing but zeros: what IDiscFormat2::MediaHeuristicallyBlank looks at, and
// what a quick erase leaves behind. Throws what `disc` throws.
bool StartsBlank(udf::SectorSource& disc, std::uint32_t total_sectors);

}  // namespace virtual_drive
