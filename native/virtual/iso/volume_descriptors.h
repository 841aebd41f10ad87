#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "virtual/iso/hierarchy.h"
#include "virtual/tree/node.h"
#include "virtual/udf/sector_source.h"

// ECMA-119 8, rendered. Every function takes a block of zeros.
namespace virtual_drive::iso {

using Block = std::span<std::byte, udf::kBlockSize>;

// Seen from the start of the session.
inline constexpr std::uint32_t kFirstDescriptor = 16;

struct VolumeFacts {
  std::u16string name;
  tree::Time recording_time{};
  std::uint32_t total_blocks = 0;
};

// ISO 9660's own hierarchy (ECMA-119 8.4).
void RenderPrimary(const VolumeFacts& facts, const Hierarchy& hierarchy, Block block);
// Joliet's, in UCS-2 level 3 (ECMA-119 8.5).
void RenderSupplementary(const VolumeFacts& facts, const Hierarchy& hierarchy, Block block);
// El Torito's; it has to be in block 17. `catalog`: lba.
void RenderBootRecord(std::uint32_t catalog, Block block);
void RenderTerminator(Block block);

}  // namespace virtual_drive::iso
