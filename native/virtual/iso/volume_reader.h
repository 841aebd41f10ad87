#pragma once

#include <cstdint>

#include "virtual/iso/volume.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/sector_source.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive::iso {

// Reads one hierarchy of the ISO 9660 volume of a disc of `total_sectors` sectors, by its directory
// records: path tables say the same once more, and are not looked at. Of files it keeps where their
// sections are. Throws udf::FormatError and nothing else (std::bad_alloc excepted): kNoVolume where
// the disc has no such hierarchy. No state is shared: any thread may call it.
//
// `session_start`: where the last session starts; its volume descriptors are 16 sectors behind, and
// refer to files of every session by their sectors on the disc. `total_sectors` ends with it.
Volume ReadVolume(udf::SectorSource& disc, std::uint32_t total_sectors, VolumeKind kind,
                  const udf::ReadLimits& limits = {}, std::uint32_t session_start = 0);

}  // namespace virtual_drive::iso
