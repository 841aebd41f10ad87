#include "virtual/udf/session_entries.h"

#include "virtual/udf/directory_writer.h"
#include "virtual/udf/errors.h"
#include "virtual/udf/file_entry_writer.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive::udf {
namespace {

Entry FromNode(const tree::Node& node, std::uint32_t parent) {
  Entry entry;
  entry.name = node.name();
  entry.times = node.times();
  entry.directory = node.is_directory();
  entry.hidden = node.hidden();
  entry.parent = parent;
  if (!entry.directory) {
    const auto& file = static_cast<const tree::File&>(node);
    entry.content = file.content();
    entry.size = file.size();
    entry.real_time = file.real_time();
    // Refused here and not by the layout, which would first count a billion allocation descriptors.
    const std::uint64_t blocks = entry.size / kBlockSize;
    if (std::holds_alternative<tree::New>(entry.content) && blocks > INT32_MAX) {
      throw SessionError(SessionErrorKind::kNotEnoughRoom, "A file is larger than any disc.",
                         blocks, INT32_MAX);
    }
  }
  return entry;
}

}  // namespace

std::vector<Entry> CollectEntries(const tree::Directory& root, std::uint16_t revision) {
  std::vector<Entry> entries;
  std::vector<const tree::Directory*> directories{
      &root};  // of the entry at the same index; null for files
  entries.push_back(FromNode(root, 0));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (directories[i] != nullptr) {
      std::uint64_t offset = kParentIdentifierSize;
      const auto first_child = static_cast<std::uint32_t>(entries.size());
      for (const auto& child : directories[i]->children()) {
        entries.push_back(FromNode(*child, static_cast<std::uint32_t>(i)));
        directories.push_back(
            child->is_directory() ? static_cast<const tree::Directory*>(child.get()) : nullptr);
        entries.back().fid_offset = offset;
        offset += FileIdentifierSize(entries.back().name);
        if (child->is_directory()) ++entries[i].subdirectories;
      }
      Entry& directory = entries[i];
      directory.first_child = first_child;
      directory.child_count = static_cast<std::uint32_t>(entries.size()) - first_child;
      directory.size = offset;
    }
    Entry& entry = entries[i];
    entry.metadata_blocks = FileEntryBlocks(entry, revision);
    if (entry.directory) {
      entry.metadata_blocks +=
          static_cast<std::uint32_t>((entry.size + kBlockSize - 1) / kBlockSize);
    }
  }
  return entries;
}

}  // namespace virtual_drive::udf
