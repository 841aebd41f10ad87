#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "virtual/tree/content.h"
#include "virtual/tree/node.h"

namespace virtual_drive::udf {

// A file or directory as a session records it, or the stream directory of a file (ECMA-167 4/9.2)
// or one of its streams.
struct Entry {
  std::u16string name;
  tree::Times times;
  bool directory = false;
  bool hidden = false;
  bool real_time = false;
  bool stream = false;            // a named stream, or with `directory` a stream directory
  bool metadata = false;          // of a named stream
  bool has_streams = false;       // of a file: a stream directory follows somewhere
  std::uint32_t parent = 0;       // index; the root's is its own, a stream directory's is its file
  std::uint32_t first_child = 0;  // of a directory
  std::uint32_t child_count = 0;
  std::uint32_t subdirectories = 0;
  std::uint64_t fid_offset = 0;    // of its file identifier in the parent's data, bytes
  std::uint64_t size = 0;          // information length, bytes
  std::uint64_t stream_bytes = 0;  // information lengths of its named streams
  std::uint32_t icb_lba = 0;  // set by the layout; what metadata_blocks counts follows without gap
  std::uint32_t metadata_blocks =
      0;  // file entry and allocation extents, or file entry and directory data
  std::uint32_t data_lba = 0;              // set by the layout, New content only
  std::uint32_t stream_directory_lba = 0;  // of its entry, set by the layout where there is one
  tree::Content content;
};

// All nodes of a tree breadth first, the root at 0: the children of a directory are consecutive and
// their offsets in its data increase, so that any block of any directory can be rendered from a
// binary search. Behind them, from UDF 2.00 on, each stream directory and its streams.
//
// Sets everything but the blocks. Throws SessionError: kBadOption for embedded bytes that don't fit
// a file entry, kNotEnoughRoom for a file that no disc could hold.
std::vector<Entry> CollectEntries(const tree::Directory& root, std::uint16_t revision);

// Calls visit(index) for each entry in the order in which they are recorded, and their contents:
// those of streams first. 7-Zip, which knows of no streams, looks for the end of the session behind
// what it knows of.
template <typename Visit>
void VisitRecorded(const std::vector<Entry>& entries, Visit visit) {
  const auto count = static_cast<std::uint32_t>(entries.size());
  std::uint32_t first = 0;
  while (first < count && !entries[first].stream) ++first;
  for (std::uint32_t i = first; i < first + count; ++i) visit(i < count ? i : i - count);
}

// The unique id of UDF 3.2.1.1 for the entry at `index` when the ids below `first_free` are taken.
// A stream directory and its streams take that of their file.
inline std::uint64_t UniqueId(const std::vector<Entry>& entries, std::size_t index,
                              std::uint64_t first_free) {
  while (entries[index].stream) index = entries[index].parent;
  return index == 0 ? 0 : first_free + index - 1;
}

}  // namespace virtual_drive::udf
