#include "virtual/iso/hierarchy.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "virtual/iso/directory_record.h"
#include "virtual/iso/fields.h"
#include "virtual/udf/byte_order.h"

namespace virtual_drive::iso {
namespace {

using udf::kBlockSize;
using udf::Put16;
using udf::Put32;
using udf::Put8;

constexpr std::byte kSelf{0};
constexpr std::byte kParent{1};

std::uint32_t BlocksOf(std::uint32_t bytes) { return (bytes + kBlockSize - 1) / kBlockSize; }

// A record counts 32 bits of bytes, and only a file's last section may end inside a block.
constexpr std::uint64_t kLargestSection = 0xFFFFFFFF / kBlockSize * kBlockSize;

// Of a file that an earlier session recorded.
std::vector<tree::DiscExtent> SectionsOf(const tree::Imported& imported) {
  std::vector<tree::DiscExtent> sections;
  for (tree::DiscExtent left : imported.extents) {
    while (left.length > kLargestSection) {
      sections.push_back({left.lba, kLargestSection, true});
      left.lba += static_cast<std::uint32_t>(kLargestSection / kBlockSize);
      left.length -= kLargestSection;
    }
    sections.push_back(left);
  }
  return sections;
}

// ECMA-119 9.4: 8 bytes, the identifier, and one byte where that makes it even.
std::uint32_t TableRecordSize(std::uint32_t identifier) { return 8 + identifier + identifier % 2; }

}  // namespace

// Numbers nodes as udf::CollectEntries does, so that both find a file's blocks by one number.
Hierarchy::Hierarchy(const tree::Directory& root, NameRules rules) : rules_(rules) {
  std::unordered_map<const tree::Node*, std::uint32_t> numbers;
  std::vector<const tree::Directory*> in_order{&root};
  std::uint32_t next_number = 1;
  for (std::size_t i = 0; i < in_order.size(); ++i) {
    for (const auto& child : in_order[i]->children()) {
      numbers.emplace(child.get(), next_number++);
      if (child->is_directory())
        in_order.push_back(static_cast<const tree::Directory*>(child.get()));
    }
  }

  std::vector<const tree::Node*> nodes{&root};
  Entry own;
  own.time = root.times().modification;
  own.directory = true;
  entries_.push_back(std::move(own));
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (!entries_[i].directory) continue;
    directories_.push_back(i);
    AddChildren(static_cast<const tree::Directory&>(*nodes[i]), i, nodes);
  }
  for (std::size_t i = 1; i < nodes.size(); ++i) entries_[i].node = numbers.at(nodes[i]);
}

void Hierarchy::AddChildren(const tree::Directory& directory, std::uint32_t index,
                            std::vector<const tree::Node*>& nodes) {
  std::vector<const tree::Node*> children;
  std::vector<NameRequest> requests;
  for (const auto& child : directory.children()) {
    children.push_back(child.get());
    requests.push_back({child->name(), child->is_directory()});
  }
  const std::vector<std::u16string> names = MakeNames(requests, rules_);
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
    return ComesBefore({names[left], requests[left].directory},
                       {names[right], requests[right].directory});
  });

  std::uint32_t offset = 2 * kShortRecordSize;
  const auto first_child = static_cast<std::uint32_t>(entries_.size());
  for (const std::size_t at : order) {
    const tree::Node& node = *children[at];
    Entry entry;
    entry.identifier = names[at];
    entry.time = node.times().modification;
    entry.directory = node.is_directory();
    entry.hidden = node.hidden();
    entry.parent = index;
    if (entry.directory) {
      AddRecord(std::move(entry), node, offset, nodes);
      continue;
    }
    const auto& file = static_cast<const tree::File&>(node);
    const auto* imported = std::get_if<tree::Imported>(&file.content());
    if (imported == nullptr || imported->extents.empty()) {
      entry.size = static_cast<std::uint32_t>(file.size());
      AddRecord(std::move(entry), node, offset, nodes);
      continue;
    }
    const std::vector<tree::DiscExtent> sections = SectionsOf(*imported);
    for (std::size_t i = 0; i < sections.size(); ++i) {
      Entry section = entry;
      section.on_disc = true;
      section.more_sections = i + 1 < sections.size();
      section.lba = sections[i].lba;
      section.size = static_cast<std::uint32_t>(sections[i].length);
      AddRecord(std::move(section), node, offset, nodes);
    }
  }
  Entry& own = entries_[index];
  own.first_child = first_child;
  own.child_count = static_cast<std::uint32_t>(entries_.size()) - first_child;
  own.size = BlocksOf(offset) * kBlockSize;
  directory_blocks_ += BlocksOf(offset);
  table_bytes_ += TableRecordSize(index == 0 ? 1 : IdentifierSize(own.identifier, rules_, true));
}

void Hierarchy::AddRecord(Entry entry, const tree::Node& node, std::uint32_t& offset,
                          std::vector<const tree::Node*>& nodes) {
  const std::uint32_t size = RecordSize(entry);
  if (offset % kBlockSize + size > kBlockSize) offset = BlocksOf(offset) * kBlockSize;
  entry.offset = offset;
  offset += size;
  entries_.push_back(std::move(entry));
  nodes.push_back(&node);
}

std::uint32_t Hierarchy::table_blocks() const noexcept { return BlocksOf(table_bytes_); }

std::uint32_t Hierarchy::RecordSize(const Entry& entry) const noexcept {
  return DirectoryRecordSize(IdentifierSize(entry.identifier, rules_, entry.directory));
}

void Hierarchy::Place(std::uint32_t start,
                      const std::function<std::uint32_t(std::uint32_t)>& file_lba) {
  start_ = start;
  std::uint32_t next = start + 2 * table_blocks();
  for (const std::uint32_t directory : directories_) {
    entries_[directory].lba = next;
    next += entries_[directory].size / kBlockSize;
  }
  for (Entry& entry : entries_) {
    // An empty file has no blocks, and what its record says of them means nothing.
    if (!entry.directory && !entry.on_disc && entry.size != 0) entry.lba = file_lba(entry.node);
  }
  RenderTables();
}

void Hierarchy::RenderTables() {
  const std::size_t table = std::size_t{table_blocks()} * kBlockSize;
  tables_.assign(2 * table, std::byte{0});
  std::vector<std::uint16_t> numbers(entries_.size());  // of directories, from 1 (ECMA-119 6.9.1)
  std::size_t offset = 0;
  std::uint16_t number = 0;
  for (const std::uint32_t index : directories_) {
    const Entry& entry = entries_[index];
    numbers[index] = ++number;
    const std::uint32_t size = index == 0 ? 1 : IdentifierSize(entry.identifier, rules_, true);
    for (const bool big : {false, true}) {
      const auto at = std::span(tables_).subspan(offset + (big ? table : 0), TableRecordSize(size));
      Put8(at, 0, static_cast<std::uint8_t>(size));
      if (big) {
        PutBig32(at, 2, entry.lba);
        PutBig16(at, 6, numbers[entry.parent]);
      } else {
        Put32(at, 2, entry.lba);
        Put16(at, 6, numbers[entry.parent]);
      }
      if (index != 0) PutIdentifier(at.subspan(8, size), entry.identifier, rules_, true);
    }
    offset += TableRecordSize(size);
  }
}

void Hierarchy::Render(std::uint32_t lba, std::span<std::byte, kBlockSize> block) const {
  const std::uint32_t at = lba - start_;
  if (at < 2 * table_blocks()) {
    std::ranges::copy(std::span(tables_).subspan(std::size_t{at} * kBlockSize, kBlockSize),
                      block.begin());
    return;
  }
  const auto after = std::ranges::upper_bound(
      directories_, lba, {}, [&](std::uint32_t directory) { return entries_[directory].lba; });
  const std::uint32_t index = *std::prev(after);
  const std::uint32_t offset = (lba - entries_[index].lba) * kBlockSize;
  RenderDirectory(entries_[index], index, offset, block);
}

void Hierarchy::RenderDirectory(const Entry& directory, std::uint32_t index, std::uint32_t offset,
                                std::span<std::byte, kBlockSize> block) const {
  if (offset == 0) {
    RenderRecord(entries_[index], std::span(&kSelf, 1), block);
    RenderRecord(entries_[directory.parent], std::span(&kParent, 1),
                 block.subspan(kShortRecordSize));
  }
  const auto children = std::span(entries_).subspan(directory.first_child, directory.child_count);
  auto child = std::ranges::lower_bound(children, offset, {}, &Entry::offset);
  for (; child != children.end() && child->offset < offset + kBlockSize; ++child)
    RenderRecord(*child, {}, block.subspan(child->offset - offset));
}

void Hierarchy::RenderRecord(const Entry& entry, std::span<const std::byte> special,
                             std::span<std::byte> at) const {
  const std::uint32_t identifier =
      special.empty() ? IdentifierSize(entry.identifier, rules_, entry.directory) : 1;
  DirectoryRecord record;
  record.lba = entry.lba;
  record.size = entry.size;
  record.time = entry.time;
  record.directory = entry.directory;
  record.hidden = entry.hidden;
  record.more_sections = entry.more_sections;
  PutDirectoryRecord(at, record, identifier);
  if (special.empty()) {
    PutIdentifier(at.subspan(kIdentifierOffset, identifier), entry.identifier, rules_,
                  entry.directory);
  } else {
    at[kIdentifierOffset] = special.front();
  }
}

void RenderRootRecord(const Hierarchy& hierarchy, std::span<std::byte> at) {
  const Entry& root = hierarchy.root();
  PutDirectoryRecord(at, {root.lba, root.size, root.time, true, false, false}, 1);
}

}  // namespace virtual_drive::iso
