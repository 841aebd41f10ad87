#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "virtual/iso/names.h"
#include "virtual/tree/node.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive::iso {

// A directory, or a section of a file, as one hierarchy records it. A file has one section, except
// one that is on the disc in pieces already: its sections follow each other, under one identifier
// (ECMA-119 9.3).
struct Entry {
  std::u16string identifier;  // without version number
  tree::Time time{};          // of the last modification
  bool directory = false;
  bool hidden = false;
  bool on_disc = false;        // an earlier session's: lba is known
  bool more_sections = false;  // the next entry has the file's next section
  std::uint32_t node = 0;      // its number in the tree, breadth first in the tree's order
  std::uint32_t parent = 0;    // index; the root's is its own
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
  std::uint32_t offset = 0;  // of its record in the parent's data, bytes
  std::uint32_t lba = 0;     // set by Place, unless it is on the disc
  std::uint32_t size = 0;    // of its data, bytes
};

// The directories of a volume descriptor: of ISO 9660's own, or of Joliet's. Breadth first, the
// root at 0, children in the order of directory records; a directory's records don't cross sectors
// (ECMA-119 6.8.1.1). Built in memory but for its directories, which are rendered when asked for.
class Hierarchy {
 public:
  // The tree keeps ISO 9660's limits (limits.h).
  Hierarchy(const tree::Directory& root, NameRules rules);

  const Entry& root() const noexcept { return entries_.front(); }
  // Of both path tables, L and M, and of all directories; path tables come first.
  std::uint32_t blocks() const noexcept { return 2 * table_blocks() + directory_blocks_; }
  std::uint32_t table_bytes() const noexcept { return table_bytes_; }
  std::uint32_t little_table() const noexcept { return start_; }
  std::uint32_t big_table() const noexcept { return start_ + table_blocks(); }

  // `start`: where blocks() blocks are kept for it. `file_lba`: of the file with that node number.
  void Place(std::uint32_t start, const std::function<std::uint32_t(std::uint32_t)>& file_lba);
  // `lba` among those blocks; takes a block of zeros.
  void Render(std::uint32_t lba, std::span<std::byte, udf::kBlockSize> block) const;

 private:
  std::uint32_t table_blocks() const noexcept;
  void AddChildren(const tree::Directory& directory, std::uint32_t index,
                   std::vector<const tree::Node*>& nodes);
  void AddRecord(Entry entry, const tree::Node& node, std::uint32_t& offset,
                 std::vector<const tree::Node*>& nodes);
  void RenderTables();
  void RenderDirectory(const Entry& directory, std::uint32_t index, std::uint32_t offset,
                       std::span<std::byte, udf::kBlockSize> block) const;
  std::uint32_t RecordSize(const Entry& entry) const noexcept;
  // At `offset` in the block. `identifier`: one byte of 0 or 1 for the directory itself and its
  // parent, else empty for the entry's own.
  void RenderRecord(const Entry& entry, std::span<const std::byte> special,
                    std::span<std::byte> at) const;

  const NameRules rules_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> directories_;  // their entries, in order
  std::uint32_t table_bytes_ = 0;
  std::uint32_t directory_blocks_ = 0;
  std::uint32_t start_ = 0;
  std::vector<std::byte> tables_;  // L and M, each in whole blocks
};

// A directory record of the root, for a volume descriptor (ECMA-119 8.4.18).
inline constexpr std::size_t kRootRecordSize = 34;
void RenderRootRecord(const Hierarchy& hierarchy, std::span<std::byte> at);

}  // namespace virtual_drive::iso
