#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "virtual/iso/volume.h"
#include "virtual/udf/block_reader.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::iso {

// The volume descriptor set of a session (ECMA-119 6.7.1). A later descriptor of a kind that was
// there already is a copy of it (ECMA-119 6.7.1.1), and is passed over.
struct DescriptorSet {
  udf::BlockRange blocks;
  std::uint32_t primary = 0;  // lba
  std::optional<std::uint32_t> joliet;
};

// 16 sectors behind the session's start. Throws udf::FormatError, kNoVolume where there is none.
DescriptorSet ReadDescriptorSet(udf::BlockReader& blocks, std::uint32_t session_start);

// What a volume descriptor says of its hierarchy.
struct FoundDescriptor {
  std::u16string name;
  std::uint32_t root_lba = 0;
  std::uint32_t root_size = 0;  // bytes
  std::uint32_t path_table_lba = 0;
  std::uint32_t path_table_size = 0;  // bytes
  tree::Time root_time{};
};

// Throws udf::FormatError.
FoundDescriptor ReadDescriptor(udf::BlockReader& blocks, std::uint32_t lba, VolumeKind kind);

// How many directories the path table has (ECMA-119 9.4), the root not counted; -1 where it is
// damaged. Throws udf::FormatError where the disc can't be read.
std::int64_t CountDirectories(udf::BlockReader& blocks, const FoundDescriptor& descriptor);

// Whether a supplementary volume descriptor is Joliet's: one of the escape sequences of UCS-2
// levels 1 to 3 ("Joliet Specification", "SVD Escape Sequences Field").
bool IsJoliet(std::span<const std::byte> descriptor);

}  // namespace virtual_drive::iso
