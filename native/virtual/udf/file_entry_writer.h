#pragma once

#include <cstdint>

#include "virtual/udf/session_entries.h"
#include "virtual/udf/volume_descriptors.h"

namespace virtual_drive::udf {

// Blocks of the entry's file entry and of the allocation extents that continue it. Throws
// SessionError kBadOption.
std::uint32_t FileEntryBlocks(const Entry& entry, std::uint16_t revision);

// Block `index` of these, the file entry itself being 0.
void RenderFileEntry(const Entry& entry, std::uint64_t unique_id, std::uint32_t index,
                     const VolumeFacts& facts, Block block);

}  // namespace virtual_drive::udf
