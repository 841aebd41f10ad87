#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "virtual/tree/content.h"
#include "virtual/tree/node.h"
#include "virtual/udf/block_reader.h"
#include "virtual/udf/file_types.h"

namespace virtual_drive::udf {

struct FileEntry {
  std::uint8_t type = 0;  // ECMA-167 4/14.6.6
  tree::Times times;
  std::uint64_t size = 0;  // information length, bytes
  bool embedded = false;
  std::vector<std::byte> bytes;  // when embedded, `size` of them
  std::vector<tree::DiscExtent>
      extents;  // otherwise; their lengths add up to `size`, neighbours are joined
  std::uint32_t lba = 0;
  // Logical block of the stream directory's entry (ECMA-167 4/14.17, UDF 3.3.5).
  std::optional<std::uint32_t> stream_directory;
};

// Reads the (extended) file entry at logical block `block`, allocation extents included. Takes the
// extents and embedded bytes that it delivers from the two budgets. Throws FormatError.
FileEntry ReadFileEntry(BlockReader& blocks, const Partition& partition, std::uint32_t block,
                        std::uint64_t& extent_budget, std::uint64_t& embedded_budget);

}  // namespace virtual_drive::udf
