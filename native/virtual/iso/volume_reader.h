#pragma once

#include <cstdint>

#include "virtual/iso/volume.h"
#include "virtual/tree/reading.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/sector_source.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive::iso {

// Reads one hierarchy of the ISO 9660 volume of a disc of `total_sectors` sectors, by its directory
// records: path tables say the same once more. Of files it keeps where their sections are. Throws
// udf::FormatError, std::bad_alloc, and what `listener` throws, nothing else: kNoVolume where the
// disc has no such hierarchy. No state is shared: any thread may call it.
//
// `session_start`: where the last session starts; its volume descriptors are 16 sectors behind, and
// refer to files of every session by their sectors on the disc. `total_sectors` ends with it.
// `listener`: told of everything that becomes part of the tree. Only for that a path table is read,
// which says how many directories there are; nothing says how many files.
Volume ReadVolume(udf::SectorSource& disc, std::uint32_t total_sectors, VolumeKind kind,
                  const udf::ReadLimits& limits = {}, std::uint32_t session_start = 0,
                  const tree::ReadingListener& listener = {});

}  // namespace virtual_drive::iso
