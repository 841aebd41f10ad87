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
    entry.metadata = file.metadata();
    // Refused here and not by the layout, which would first count a billion allocation descriptors.
    const std::uint64_t blocks = entry.size / kBlockSize;
    if (std::holds_alternative<tree::New>(entry.content) && blocks > INT32_MAX) {
      throw SessionError(SessionErrorKind::kNotEnoughRoom, "A file is larger than any disc.",
                         blocks, INT32_MAX);
    }
  }
  return entry;
}

// Appends what stands in the directory `of`, which is the entry at `index`.
void AppendChildren(const tree::Directory& of, std::uint32_t index, std::vector<Entry>& entries,
                    std::vector<const tree::Node*>& nodes) {
  std::uint64_t offset = kParentIdentifierSize;
  const auto first_child = static_cast<std::uint32_t>(entries.size());
  for (const auto& child : of.children()) {
    entries.push_back(FromNode(*child, index));
    nodes.push_back(child.get());
    entries.back().fid_offset = offset;
    offset += FileIdentifierSize(entries.back().name);
    if (child->is_directory()) ++entries[index].subdirectories;
  }
  Entry& directory = entries[index];
  directory.first_child = first_child;
  directory.child_count = static_cast<std::uint32_t>(entries.size()) - first_child;
  directory.size = offset;
}

// UDF 3.3.5. The stream directories of all files that have one, each with its streams behind it.
void AppendStreams(std::vector<Entry>& entries, std::vector<const tree::Node*>& nodes) {
  const auto count = static_cast<std::uint32_t>(entries.size());
  for (std::uint32_t file = 0; file < count; ++file) {
    if (entries[file].directory) continue;
    const auto& streams = static_cast<const tree::File&>(*nodes[file]).streams();
    if (!streams || streams->children().empty()) continue;
    const auto directory = static_cast<std::uint32_t>(entries.size());
    entries.push_back(FromNode(*streams, file));
    nodes.push_back(streams.get());
    entries.back().times = entries[file].times;
    entries[file].has_streams = true;
    AppendChildren(*streams, directory, entries, nodes);
    for (std::size_t i = directory; i < entries.size(); ++i) {
      entries[i].stream = true;
      if (i != directory) entries[file].stream_bytes += entries[i].size;
    }
  }
}

}  // namespace

std::vector<Entry> CollectEntries(const tree::Directory& root, std::uint16_t revision) {
  std::vector<Entry> entries;
  std::vector<const tree::Node*> nodes{&root};  // of the entry at the same index
  entries.push_back(FromNode(root, 0));
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].directory) continue;
    AppendChildren(static_cast<const tree::Directory&>(*nodes[i]), i, entries, nodes);
  }
  if (revision >= 0x0200) AppendStreams(entries, nodes);
  for (Entry& entry : entries) {
    entry.metadata_blocks = FileEntryBlocks(entry, revision);
    if (entry.directory) {
      entry.metadata_blocks +=
          static_cast<std::uint32_t>((entry.size + kBlockSize - 1) / kBlockSize);
    }
  }
  return entries;
}

}  // namespace virtual_drive::udf
