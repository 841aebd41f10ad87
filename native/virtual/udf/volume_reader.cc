#include "virtual/udf/volume_reader.h"

#include <exception>
#include <unordered_set>
#include <utility>
#include <vector>

#include "virtual/tree/name.h"
#include "virtual/udf/block_reader.h"
#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/directory_reader.h"
#include "virtual/udf/file_entry_reader.h"
#include "virtual/udf/timestamp.h"
#include "virtual/udf/volume_structures.h"

namespace virtual_drive::udf {
namespace {

// ECMA-167 4/14.6.6: 0 is unspecified. The bytes of a real-time file are a file's.
bool IsPlainFile(std::uint8_t type) {
  return type == 0 || type == kFileType || type == kRealTimeType;
}

class TreeReader {
 public:
  TreeReader(BlockReader& blocks, const ReadLimits& limits, Volume& volume,
             const tree::ReadingListener& listener)
      : blocks_(blocks),
        listener_(listener),
        partition_{volume.partition_start, volume.partition_blocks, volume.partition_number},
        volume_(volume),
        entries_left_(limits.entries),
        extents_left_(limits.extents),
        embedded_left_(limits.embedded_bytes) {}

  void Read(std::uint32_t root_icb) {
    volume_.root = std::make_shared<tree::Directory>();
    FileEntry root = ReadEntry(root_icb);
    if (root.type != kDirectoryType) ThrowCorrupt("The root is not a directory.");
    EnterOnce(root_icb);
    NoteStreams(root);
    volume_.root->set_times(root.times);
    pending_.push_back({volume_.root.get(), root_icb});
    // Breadth first, the order in which sessions are written: reads then run forward. An entry is
    // read again when its turn comes, so that only block numbers wait in the queue.
    for (std::size_t next = 0; next < pending_.size(); ++next) ReadChildren(pending_[next]);
    for (const PendingStreams& next : pending_streams_) ReadStreams(next);
  }

 private:
  struct Pending {
    tree::Directory* directory;
    std::uint32_t icb;
  };
  struct PendingStreams {
    tree::File* file;
    std::uint32_t icb;  // of the stream directory
  };

  FileEntry ReadEntry(std::uint32_t icb) {
    return ReadFileEntry(blocks_, partition_, icb, extents_left_, embedded_left_);
  }

  // A directory has one name (ECMA-167 4/8.6); a second one is how a tree becomes a loop.
  void EnterOnce(std::uint32_t icb) {
    if (!directories_.insert(icb).second)
      ThrowCorrupt("A directory is inside itself or has two names.");
  }

  // A directory may have streams too, and here nothing holds them.
  void NoteStreams(const FileEntry& entry) {
    if (entry.stream_directory) Obstruct(AppendObstacle::kFileKinds);
  }

  void Obstruct(AppendObstacle obstacle) {
    if (volume_.appendable()) volume_.append_obstacle = obstacle;
  }

  void Tell(const tree::Node& node) const {
    if (!listener_) return;
    listener_({node, directories_read_, volume_.announced_directories, volume_.file_count,
               volume_.announced_files});
  }

  void ReadChildren(Pending parent) {
    Tell(*parent.directory);
    if (parent.directory != volume_.root.get()) ++directories_read_;
    const FileEntry directory = ReadEntry(parent.icb);
    const auto children = ReadDirectory(blocks_, partition_, directory, entries_left_);
    entries_left_ -= children.size();
    for (const DirectoryEntry& child : children) {
      if (tree::ProblemWithName(child.name) != tree::NameProblem::kNone ||
          parent.directory->Find(child.name)) {
        Obstruct(AppendObstacle::kNames);
        continue;
      }
      FileEntry entry = ReadEntry(child.icb);
      if (child.directory != (entry.type == kDirectoryType)) {
        ThrowCorrupt("A file identifier and its file entry disagree about what is a directory.");
      }
      if (child.directory) {
        NoteStreams(entry);
        AddDirectory(*parent.directory, child, entry);
      } else {
        AddFile(*parent.directory, child, std::move(entry));
      }
    }
  }

  void AddDirectory(tree::Directory& parent, const DirectoryEntry& child, const FileEntry& entry) {
    EnterOnce(child.icb);
    auto directory = std::make_shared<tree::Directory>(child.name);
    directory->set_times(entry.times);
    directory->set_hidden(child.hidden);
    pending_.push_back({directory.get(), child.icb});
    parent.Add(std::move(directory));
    ++volume_.directory_count;
  }

  void AddFile(tree::Directory& parent, const DirectoryEntry& child, FileEntry entry) {
    if (!IsPlainFile(entry.type)) return Obstruct(AppendObstacle::kFileKinds);
    const auto streams = entry.stream_directory;
    const auto file = MakeFile(child, std::move(entry));
    if (streams) {
      // Before UDF 2.00 there are none, and none would be recorded.
      if (volume_.revision < 0x0200) Obstruct(AppendObstacle::kFileKinds);
      pending_streams_.push_back({file.get(), *streams});
    }
    parent.Add(file);
    ++volume_.file_count;
    Tell(*file);
  }

  static std::shared_ptr<tree::File> MakeFile(const DirectoryEntry& child, FileEntry&& entry) {
    tree::Content content;
    if (entry.embedded && !entry.bytes.empty()) content = tree::Embedded{std::move(entry.bytes)};
    if (!entry.extents.empty()) content = tree::Imported{std::move(entry.extents)};
    auto file = std::make_shared<tree::File>(child.name, std::move(content));
    file->set_times(entry.times);
    file->set_hidden(child.hidden);
    file->set_real_time(entry.type == kRealTimeType);
    return file;
  }

  // Two names of one file lead here twice, which UDF 3.3.5.1 allows; what all of it may cost is
  // limited. Nothing leads further down.
  void ReadStreams(const PendingStreams& of) {
    const FileEntry directory = ReadStreamEntry(of.icb);
    if (directory.type != kStreamDirectoryType) ThrowCorrupt("A file's stream directory is none.");
    const auto children = ReadDirectory(blocks_, partition_, directory, entries_left_);
    entries_left_ -= children.size();
    auto streams = tree::Directory::OfStreams();
    for (const DirectoryEntry& child : children) {
      if (tree::ProblemWithStreamName(child.name) != tree::NameProblem::kNone ||
          streams->Find(child.name)) {
        Obstruct(AppendObstacle::kNames);
        continue;
      }
      FileEntry entry = ReadStreamEntry(child.icb);
      if (child.directory || !IsPlainFile(entry.type)) ThrowCorrupt("A named stream is no file.");
      const auto stream = MakeFile(child, std::move(entry));
      stream->set_metadata(child.metadata);
      streams->Add(stream);
    }
    of.file->set_streams(std::move(streams));
  }

  FileEntry ReadStreamEntry(std::uint32_t icb) {
    FileEntry entry = ReadEntry(icb);
    if (entry.stream_directory)  // UDF 3.3.5.1
      ThrowCorrupt("A named stream, or a stream directory, has streams of its own.");
    return entry;
  }

  BlockReader& blocks_;
  const tree::ReadingListener& listener_;
  std::uint64_t directories_read_ = 0;  // the root not counted
  Partition partition_;
  Volume& volume_;
  std::uint64_t entries_left_;
  std::uint64_t extents_left_;
  std::uint64_t embedded_left_;
  std::vector<Pending> pending_;
  std::vector<PendingStreams> pending_streams_;
  std::unordered_set<std::uint32_t> directories_;
};

// The root's logical block, from the file set (ECMA-167 4/14.1.14).
std::uint32_t ReadFileSet(BlockReader& blocks, Volume& volume) {
  const auto block = blocks.Read(volume.file_set_lba);
  if (!HasTag(block, TagId::kFileSet, volume.file_set_lba - volume.partition_start)) {
    ThrowCorrupt("The file set descriptor is damaged.");
  }
  if (Get16(block, 408) != 0)
    ThrowCorrupt("The root lies in a partition that the volume doesn't have.");
  volume.recorded = GetTimestamp(block, 16);
  return Get32(block, 404);
}

AppendObstacle ObstacleInStructures(const Volume& volume) {
  if (volume.partition_access != PartitionAccess::kReadOnly)
    return AppendObstacle::kPartitionNotReadOnly;
  if (volume.revision != 0x0102 && volume.revision != 0x0201) return AppendObstacle::kRevision;
  if (volume.integrity != Integrity::kClosed) return AppendObstacle::kNotClosed;
  return AppendObstacle::kNone;
}

}  // namespace

Volume ReadVolume(SectorSource& disc, std::uint32_t total_sectors, const ReadLimits& limits,
                  std::uint32_t session_start, const tree::ReadingListener& listener) {
  BlockReader blocks(disc, total_sectors, limits.blocks_read);
  RequireRecognition(blocks, session_start);
  const std::vector<Anchor> anchors = FindAnchors(blocks, session_start);
  if (anchors.empty())
    throw FormatError(FormatErrorKind::kNoVolume, "There is no anchor volume descriptor pointer.");

  // An append that lost power between two anchors leaves them pointing at different sessions, both
  // complete; where the first leads to no volume, the next may. Damage below the volume's own
  // descriptors is reported and not papered over with the older tree that a forgotten anchor still
  // names.
  Volume volume;
  std::uint32_t root_icb = 0;
  std::exception_ptr first_error;
  for (const Anchor& anchor : anchors) {
    try {
      volume = Volume();
      ReadVolumeStructures(blocks, anchor, volume);
      root_icb = ReadFileSet(blocks, volume);
      first_error = nullptr;
      break;
    } catch (const FormatError&) {
      if (!first_error) first_error = std::current_exception();
    }
  }
  if (first_error) std::rethrow_exception(first_error);
  for (const Anchor& anchor : anchors) volume.anchors.push_back(anchor.lba);
  volume.append_obstacle = ObstacleInStructures(volume);
  TreeReader(blocks, limits, volume, listener).Read(root_icb);
  return volume;
}

}  // namespace virtual_drive::udf
