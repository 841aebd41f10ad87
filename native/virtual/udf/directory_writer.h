#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "virtual/udf/session_entries.h"
#include "virtual/udf/volume_descriptors.h"

namespace virtual_drive::udf {

inline constexpr std::size_t kParentIdentifierSize = 40;

// Bytes of a file identifier descriptor (ECMA-167 4/14.4), padding included: a multiple of four.
std::size_t FileIdentifierSize(std::u16string_view name) noexcept;

// Block `index` of the data of the directory at entries[directory].
void RenderDirectory(const std::vector<Entry>& entries, std::size_t directory, std::uint32_t index,
                     const VolumeFacts& facts, std::uint64_t first_unique_id, Block block);

}  // namespace virtual_drive::udf
