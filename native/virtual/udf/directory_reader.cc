#include "virtual/udf/directory_reader.h"

#include <algorithm>
#include <optional>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/osta_cs0.h"

namespace virtual_drive::udf {
namespace {

constexpr std::size_t kFixedSize = 38;

// ECMA-167 4/14.4.3.
constexpr unsigned kHidden = 0x01;
constexpr unsigned kDirectory = 0x02;
constexpr unsigned kDeleted = 0x04;
constexpr unsigned kParent = 0x08;
constexpr unsigned kMetadata = 0x10;

// The data of a directory as one stream of bytes, of which a window is in memory.
class DirectoryData {
 public:
  DirectoryData(BlockReader& blocks, const Partition& partition, const FileEntry& entry)
      : blocks_(blocks), entry_(entry), partition_start_(partition.start), left_(entry.size) {
    if (entry.embedded) window_ = entry.bytes;
  }

  bool AtEnd() const { return left_ == 0; }

  // The next `size` bytes, not taken yet; `size` is at most a block.
  std::span<const std::byte> Peek(std::size_t size) {
    if (size > left_) ThrowCorrupt("A directory ends inside a file identifier.");
    while (window_.size() - taken_ < size) ReadBlock();
    return std::span(window_).subspan(taken_, size);
  }

  // The logical block that the next byte lies in. Precondition: Peek(1).
  std::uint32_t Location() const {
    if (entry_.embedded) return entry_.lba - partition_start_;
    // The last block read holds the end of the window; what precedes is in the block before.
    const bool in_last = window_.size() - taken_ <= last_bytes_;
    return (in_last ? last_lba_ : previous_lba_) - partition_start_;
  }

  void Take(std::size_t size) {
    taken_ += size;
    left_ -= size;
  }

 private:
  void ReadBlock() {
    while (offset_in_extent_ >= entry_.extents[extent_].length) {
      offset_in_extent_ = 0;
      ++extent_;  // stays inside: the lengths add up to the size, of which something is left
    }
    const tree::DiscExtent& extent = entry_.extents[extent_];
    if (!extent.recorded) ThrowCorrupt("A directory has holes.");
    const std::uint32_t lba =
        extent.lba + static_cast<std::uint32_t>(offset_in_extent_ / kBlockSize);
    const auto bytes = static_cast<std::size_t>(
        std::min<std::uint64_t>(kBlockSize, extent.length - offset_in_extent_));
    const auto block = blocks_.Read(lba);
    window_.erase(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
    window_.insert(window_.end(), block.begin(),
                   block.begin() + static_cast<std::ptrdiff_t>(bytes));
    previous_lba_ = last_lba_;
    last_lba_ = lba;
    last_bytes_ = bytes;
    offset_in_extent_ += bytes;
  }

  BlockReader& blocks_;
  const FileEntry& entry_;
  std::uint32_t partition_start_;
  std::uint64_t left_;
  std::vector<std::byte> window_;
  std::size_t taken_ = 0;
  std::size_t extent_ = 0;
  std::uint64_t offset_in_extent_ = 0;
  std::uint32_t last_lba_ = 0;
  std::uint32_t previous_lba_ = 0;
  std::size_t last_bytes_ = 0;
};

std::optional<DirectoryEntry> Parse(std::span<const std::byte> identifier) {
  const unsigned characteristics = Get8(identifier, 18);
  if ((characteristics & (kDeleted | kParent)) != 0) return std::nullopt;
  if (Get16(identifier, 28) != 0)
    ThrowCorrupt("A file identifier names a partition that the volume doesn't have.");
  const std::size_t implementation_use = Get16(identifier, 36);
  auto name = Decode(identifier.subspan(kFixedSize + implementation_use, Get8(identifier, 19)));
  if (!name) ThrowCorrupt("A name is not OSTA CS0.");
  return DirectoryEntry{std::move(*name), (characteristics & kHidden) != 0,
                        (characteristics & kDirectory) != 0, (characteristics & kMetadata) != 0,
                        Get32(identifier, 24)};
}

}  // namespace

std::vector<DirectoryEntry> ReadDirectory(BlockReader& blocks, const Partition& partition,
                                          const FileEntry& directory, std::uint64_t limit) {
  std::vector<DirectoryEntry> entries;
  DirectoryData data(blocks, partition, directory);
  while (!data.AtEnd()) {
    const auto fixed = data.Peek(kFixedSize);
    const std::size_t size = (kFixedSize + Get16(fixed, 36) + Get8(fixed, 19) + 3) / 4 * 4;
    // UDF 2.3.4.4 keeps an identifier within the size of a block, which also bounds the window.
    if (size > kBlockSize) ThrowCorrupt("A file identifier is longer than a block.");
    const auto identifier = data.Peek(size);
    if (!HasTag(identifier, TagId::kFileIdentifier, data.Location()))
      ThrowCorrupt("A file identifier is damaged.");
    if (auto entry = Parse(identifier)) {
      if (entries.size() >= limit) {
        throw FormatError(FormatErrorKind::kLimitExceeded,
                          "The volume has too many files and directories.");
      }
      entries.push_back(std::move(*entry));
    }
    data.Take(size);
  }
  return entries;
}

}  // namespace virtual_drive::udf
