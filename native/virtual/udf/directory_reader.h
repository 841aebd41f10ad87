#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "virtual/udf/block_reader.h"
#include "virtual/udf/file_entry_reader.h"

namespace virtual_drive::udf {

// One file identifier (ECMA-167 4/14.4) that names something: deleted and parent ones are passed
// over.
struct DirectoryEntry {
  std::u16string name;
  bool hidden = false;
  bool directory = false;
  bool metadata = false;  // of a stream
  std::uint32_t icb = 0;  // logical block
};

// At most `limit` of them, more is FormatError kLimitExceeded. Holds two blocks of the directory at
// a time, however long it claims to be.
std::vector<DirectoryEntry> ReadDirectory(BlockReader& blocks, const Partition& partition,
                                          const FileEntry& directory, std::uint64_t limit);

}  // namespace virtual_drive::udf
