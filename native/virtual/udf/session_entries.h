#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "virtual/tree/content.h"
#include "virtual/tree/node.h"

namespace virtual_drive::udf {

// A file or directory as a session records it.
struct Entry {
  std::u16string name;
  tree::Times times;
  bool directory = false;
  bool hidden = false;
  bool real_time = false;
  std::uint32_t parent = 0;       // index; the root's is its own
  std::uint32_t first_child = 0;  // of a directory
  std::uint32_t child_count = 0;
  std::uint32_t subdirectories = 0;
  std::uint64_t fid_offset = 0;  // of its file identifier in the parent's data, bytes
  std::uint64_t size = 0;        // information length, bytes
  std::uint32_t icb_lba = 0;  // set by the layout; what metadata_blocks counts follows without gap
  std::uint32_t metadata_blocks =
      0;  // file entry and allocation extents, or file entry and directory data
  std::uint32_t data_lba = 0;  // set by the layout, New content only
  tree::Content content;
};

// All nodes of a tree breadth first, the root at 0: the children of a directory are consecutive and
// their offsets in its data increase, so that any block of any directory can be rendered from a
// binary search.
//
// Sets everything but the blocks. Throws SessionError: kBadOption for embedded bytes that don't fit
// a file entry, kNotEnoughRoom for a file that no disc could hold.
std::vector<Entry> CollectEntries(const tree::Directory& root, std::uint16_t revision);

// The unique id of UDF 3.2.1.1 for the entry at `index` when the ids below `first_free` are taken.
inline std::uint64_t UniqueId(std::size_t index, std::uint64_t first_free) {
  return index == 0 ? 0 : first_free + index - 1;
}

}  // namespace virtual_drive::udf
