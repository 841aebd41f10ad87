#include "virtual/iso/volume_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "virtual/iso/descriptor_reader.h"
#include "virtual/iso/names.h"
#include "virtual/iso/record_reader.h"
#include "virtual/tree/name.h"
#include "virtual/udf/block_reader.h"

namespace virtual_drive::iso {
namespace {

using udf::AppendObstacle;
using udf::FormatError;
using udf::FormatErrorKind;
using udf::kBlockSize;
using udf::ThrowCorrupt;

// A file whose last section wasn't met yet (ECMA-119 6.5.1).
struct Unfinished {
  std::u16string name;
  bool hidden = false;
  bool left_out = false;  // it is no plain file
  tree::Time time{};
  std::vector<tree::DiscExtent> extents;
};

class TreeReader {
 public:
  TreeReader(udf::BlockReader& blocks, const udf::ReadLimits& limits, Volume& volume,
             const tree::ReadingListener& listener)
      : blocks_(blocks),
        listener_(listener),
        volume_(volume),
        entries_left_(limits.entries),
        extents_left_(limits.extents) {}

  void Read(const FoundDescriptor& descriptor) {
    if (listener_) all_directories_ = CountDirectories(blocks_, descriptor);
    volume_.root = std::make_shared<tree::Directory>();
    volume_.root->set_times({descriptor.root_time, descriptor.root_time, descriptor.root_time});
    Enqueue(*volume_.root, descriptor.root_lba, descriptor.root_size);
    // Breadth first, as path tables and most writers have directories: reads then run forward.
    for (std::size_t next = 0; next < pending_.size(); ++next) ReadChildren(pending_[next]);
  }

 private:
  struct Pending {
    tree::Directory* directory;
    std::uint32_t lba;
    std::uint32_t size;  // bytes
  };

  // A directory is one extent that nothing else shares (ECMA-119 6.8.1); one that is met again, or
  // in part, is how a tree becomes a loop or grows without end.
  void Enqueue(tree::Directory& directory, std::uint32_t lba, std::uint32_t size) {
    const std::uint64_t blocks = RequireOnDisc(lba, size);
    const auto after = extents_.upper_bound(lba);
    const bool overlaps = (after != extents_.end() && after->first < lba + blocks) ||
                          (after != extents_.begin() && std::prev(after)->second > lba);
    if (overlaps || blocks == 0) ThrowCorrupt("A directory is inside itself or has two names.");
    extents_.emplace(lba, lba + blocks);
    pending_.push_back({&directory, lba, size});
  }

  std::uint64_t RequireOnDisc(std::uint32_t lba, std::uint32_t size) const {
    const std::uint64_t blocks = (std::uint64_t{size} + kBlockSize - 1) / kBlockSize;
    if (lba + blocks > blocks_.total())
      ThrowCorrupt("An extent reaches behind the end of the disc.");
    return blocks;
  }

  void Obstruct(AppendObstacle obstacle) {
    if (volume_.append_obstacle == AppendObstacle::kNone) volume_.append_obstacle = obstacle;
  }

  void Tell(const tree::Node& node) const {
    if (listener_) listener_({node, directories_read_, all_directories_, volume_.file_count, -1});
  }

  void ReadChildren(Pending parent) {
    Tell(*parent.directory);
    if (parent.directory != volume_.root.get()) ++directories_read_;
    std::optional<Unfinished> unfinished;
    bool first = true;
    for (std::uint64_t offset = 0; offset < parent.size; offset += kBlockSize) {
      const auto block = blocks_.Read(parent.lba + static_cast<std::uint32_t>(offset / kBlockSize));
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(kBlockSize, parent.size - offset));
      // A length of 0: no more records in this sector (ECMA-119 6.8.1.1).
      for (std::size_t at = 0; at < size && block[at] != std::byte{0};) {
        const FoundRecord record = ReadRecord(block.subspan(at, size - at));
        at += record.length;
        // What isn't a directory doesn't begin with a record of itself.
        if (std::exchange(first, false) && (!record.is_self() || record.lba != parent.lba))
          ThrowCorrupt("A directory does not begin with itself.");
        if (!record.is_self() && !record.is_parent()) Take(*parent.directory, record, unfinished);
      }
    }
    if (first) ThrowCorrupt("A directory does not begin with itself.");
    if (unfinished) ThrowCorrupt("A directory ends between two sections of a file.");
  }

  void Take(tree::Directory& parent, const FoundRecord& record,
            std::optional<Unfinished>& unfinished) {
    Spend(entries_left_, "The volume has too many files and directories.");
    std::u16string name = NameOf(record, volume_.kind);
    if (record.directory) {
      if (unfinished || record.more_sections)
        ThrowCorrupt("A directory has more than one section.");
      return AddDirectory(parent, record, std::move(name));
    }
    if (!unfinished) {
      unfinished = Unfinished{std::move(name), record.hidden, false, record.time, {}};
    } else if (unfinished->name != name) {
      ThrowCorrupt("The sections of a file don't follow each other.");
    }
    // Resource forks and such, under their file's own name; and blocks that aren't in a row.
    unfinished->left_out = unfinished->left_out || record.associated || record.interleaved;
    AddSection(*unfinished, record);
    if (record.more_sections) return;
    AddFile(parent, *std::exchange(unfinished, std::nullopt));
  }

  void AddSection(Unfinished& file, const FoundRecord& record) {
    if (record.size == 0) return;  // its sector means nothing
    Spend(extents_left_, "The files of the volume have too many extents.");
    RequireOnDisc(record.lba, record.size);
    std::vector<tree::DiscExtent>& extents = file.extents;
    if (!extents.empty() && extents.back().length % kBlockSize != 0)
      ThrowCorrupt("A section inside a file ends inside a block.");
    // Sections in a row are one extent, though a record can't be of more than 4 GiB.
    if (!extents.empty() && extents.back().lba + extents.back().length / kBlockSize == record.lba) {
      extents.back().length += record.size;
    } else {
      extents.push_back({record.lba, record.size, true});
    }
  }

  void AddDirectory(tree::Directory& parent, const FoundRecord& record, std::u16string name) {
    if (!Accept(parent, name, true)) return;
    auto directory = std::make_shared<tree::Directory>(std::move(name));
    directory->set_times({record.time, record.time, record.time});
    directory->set_hidden(record.hidden);
    Enqueue(*directory, record.lba, record.size);
    parent.Add(std::move(directory));
    ++volume_.directory_count;
  }

  void AddFile(tree::Directory& parent, Unfinished file) {
    if (file.left_out) return Obstruct(AppendObstacle::kFileKinds);
    if (!Accept(parent, file.name, false)) return;
    tree::Content content;
    if (!file.extents.empty()) content = tree::Imported{std::move(file.extents)};
    auto node = std::make_shared<tree::File>(std::move(file.name), std::move(content));
    node->set_times({file.time, file.time, file.time});
    node->set_hidden(file.hidden);
    const tree::File& added = *node;
    parent.Add(std::move(node));
    ++volume_.file_count;
    Tell(added);
  }

  // Of versions of a file the highest comes first (ECMA-119 9.3), and is the one that stays.
  bool Accept(const tree::Directory& parent, const std::u16string& name, bool directory) {
    if (tree::ProblemWithName(name) != tree::NameProblem::kNone || parent.Find(name)) {
      Obstruct(AppendObstacle::kNames);
      return false;
    }
    if (!FitsLevel1(name, directory)) volume_.has_long_names = true;
    return true;
  }

  static void Spend(std::uint64_t& budget, const char* what) {
    if (budget == 0) throw FormatError(FormatErrorKind::kLimitExceeded, what);
    --budget;
  }

  udf::BlockReader& blocks_;
  const tree::ReadingListener& listener_;
  std::uint64_t directories_read_ = 0;  // the root not counted
  std::int64_t all_directories_ = -1;
  Volume& volume_;
  std::uint64_t entries_left_;
  std::uint64_t extents_left_;
  std::vector<Pending> pending_;
  std::map<std::uint64_t, std::uint64_t>
      extents_;  // of directories: first block, one past the last
};

}  // namespace

Volume ReadVolume(udf::SectorSource& disc, std::uint32_t total_sectors, VolumeKind kind,
                  const udf::ReadLimits& limits, std::uint32_t session_start,
                  const tree::ReadingListener& listener) {
  udf::BlockReader blocks(disc, total_sectors, limits.blocks_read);
  const DescriptorSet set = ReadDescriptorSet(blocks, session_start);
  if (kind == VolumeKind::kJoliet && !set.joliet)
    throw FormatError(FormatErrorKind::kNoVolume, "There is no Joliet on the disc.");
  const FoundDescriptor descriptor =
      ReadDescriptor(blocks, kind == VolumeKind::kJoliet ? *set.joliet : set.primary, kind);
  Volume volume;
  volume.kind = kind;
  volume.name = descriptor.name;
  volume.descriptors = set.blocks;
  volume.root_lba = descriptor.root_lba;
  TreeReader(blocks, limits, volume, listener).Read(descriptor);
  return volume;
}

}  // namespace virtual_drive::iso
