#include "virtual/udf/file_entry_reader.h"

#include <algorithm>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/timestamp.h"

namespace virtual_drive::udf {
namespace {

constexpr std::uint32_t kLengthMask = (1u << 30) - 1;

// Type of an extent, the upper two bits of its length (ECMA-167 4/14.14.1.1).
enum ExtentType : std::uint32_t {
  kRecorded = 0,
  kAllocated = 1,
  kUnallocated = 2,
  kContinuation = 3
};

// Collects the extents of a file until they cover its information length.
class ExtentCollector {
 public:
  ExtentCollector(BlockReader& blocks, const Partition& partition, bool long_descriptors,
                  std::uint64_t& budget, FileEntry& entry)
      : blocks_(blocks),
        partition_(partition),
        descriptor_size_(long_descriptors ? 16 : 8),
        budget_(budget),
        left_(entry.size),
        extents_(entry.extents) {}

  // `descriptors` is a copy, because a continuation replaces the block that it stands in.
  void Collect(std::vector<std::byte> descriptors) {
    while (left_ > 0) {
      std::uint32_t continuation = 0;
      if (!CollectBlock(descriptors, continuation)) {
        if (left_ > 0) ThrowCorrupt("The extents of a file are shorter than the file.");
        return;
      }
      descriptors = Continuation(continuation);
    }
  }

 private:
  // True when the descriptors go on at the logical block `continuation`.
  bool CollectBlock(std::span<const std::byte> descriptors, std::uint32_t& continuation) {
    for (std::size_t bp = 0; bp + descriptor_size_ <= descriptors.size() && left_ > 0;
         bp += descriptor_size_) {
      const std::uint32_t length = Get32(descriptors, bp) & kLengthMask;
      const auto type = static_cast<ExtentType>(Get32(descriptors, bp) >> 30);
      const std::uint32_t block = Get32(descriptors, bp + 4);
      if (length == 0) return false;  // ECMA-167 4/12: ends the sequence
      if (descriptor_size_ == 16 && type != kUnallocated && Get16(descriptors, bp + 8) != 0) {
        ThrowCorrupt("An extent lies in a partition that the volume doesn't have.");
      }
      if (type == kContinuation) {
        continuation = block;
        return true;
      }
      Add(length, block, type);
    }
    return false;
  }

  void Add(std::uint32_t length, std::uint32_t block, ExtentType type) {
    Spend();
    if (length % kBlockSize != 0 && length < left_)
      ThrowCorrupt("An extent inside a file ends inside a block.");
    const std::uint64_t used = std::min<std::uint64_t>(length, left_);
    left_ -= used;
    if (type != kRecorded) {
      if (!extents_.empty() && !extents_.back().recorded) {
        extents_.back().length += used;
      } else {
        extents_.push_back({0, used, false});
      }
      return;
    }
    const std::uint32_t lba =
        partition_.Lba(block, (std::uint64_t{length} + kBlockSize - 1) / kBlockSize);
    // Blocks in a row are one extent, though a descriptor can't be longer than 2^30 - 1 bytes.
    if (!extents_.empty() && extents_.back().recorded &&
        extents_.back().lba + extents_.back().length / kBlockSize == lba) {
      extents_.back().length += used;
    } else {
      extents_.push_back({lba, used, true});
    }
  }

  std::vector<std::byte> Continuation(std::uint32_t block) {
    Spend();  // which also ends a loop of continuations that hold nothing else
    const auto extent = blocks_.Read(partition_.Lba(block));
    if (!HasTag(extent, TagId::kAllocationExtent, block))
      ThrowCorrupt("An allocation extent is damaged.");
    const std::uint32_t length = Get32(extent, 20);
    if (length > kBlockSize - 24) ThrowCorrupt("An allocation extent is longer than its block.");
    const auto descriptors = extent.subspan(24, length);
    return {descriptors.begin(), descriptors.end()};
  }

  void Spend() {
    if (budget_ == 0)
      throw FormatError(FormatErrorKind::kLimitExceeded,
                        "The files of the volume have too many extents.");
    --budget_;
  }

  BlockReader& blocks_;
  const Partition& partition_;
  std::size_t descriptor_size_;
  std::uint64_t& budget_;
  std::uint64_t left_;
  std::vector<tree::DiscExtent>& extents_;
};

// The time of creation from a File Times attribute (ECMA-167 4/14.10.5), where an unextended entry
// has one.
bool FindCreationTime(std::span<const std::byte> attributes, tree::Time& creation) {
  std::size_t bp = 24;  // behind the header descriptor
  while (bp + 12 <= attributes.size()) {
    const std::uint32_t type = Get32(attributes, bp);
    const std::uint32_t length = Get32(attributes, bp + 8);
    if (length < 12 || length > attributes.size() - bp) return false;
    if (type == 5 && length >= 32 && (Get32(attributes, bp + 16) & 1) != 0) {
      creation = GetTimestamp(attributes, bp + 20);
      return true;
    }
    bp += length;
  }
  return false;
}

}  // namespace

FileEntry ReadFileEntry(BlockReader& blocks, const Partition& partition, std::uint32_t block,
                        std::uint64_t& extent_budget, std::uint64_t& embedded_budget) {
  FileEntry entry;
  entry.lba = partition.Lba(block);
  const auto icb = blocks.Read(entry.lba);
  const bool extended = HasTag(icb, TagId::kExtendedFileEntry, block);
  if (!extended && !HasTag(icb, TagId::kFileEntry, block)) ThrowCorrupt("A file entry is damaged.");
  if (Get16(icb, 20) != 4)
    ThrowCorrupt("A file entry has another strategy than 4.");  // UDF 2.3.5.1

  entry.type = Get8(icb, 27);
  entry.size = Get64(icb, 56);
  const std::size_t shift = extended ? 8 : 0;
  entry.times.access = GetTimestamp(icb, 72 + shift);
  entry.times.modification = GetTimestamp(icb, 84 + shift);
  entry.times.creation = extended ? GetTimestamp(icb, 104) : entry.times.modification;
  if (extended && (Get32(icb, 152) & kLengthMask) != 0) {
    if (Get16(icb, 160) != 0)
      ThrowCorrupt("A stream directory lies in a partition that the volume doesn't have.");
    entry.stream_directory = Get32(icb, 156);
  }

  const std::size_t header = extended ? 216 : 176;
  const std::uint32_t attributes = Get32(icb, header - 8);
  const std::uint32_t length = Get32(icb, header - 4);
  if (attributes > kBlockSize - header || length > kBlockSize - header - attributes) {
    ThrowCorrupt("A file entry is longer than its block.");
  }
  if (!extended) FindCreationTime(icb.subspan(header, attributes), entry.times.creation);

  const auto descriptors = icb.subspan(header + attributes, length);
  switch (Get16(icb, 34) & 7) {
    case 0:
    case 1:
      ExtentCollector(blocks, partition, (Get16(icb, 34) & 7) == 1, extent_budget, entry)
          .Collect({descriptors.begin(), descriptors.end()});
      break;
    case 3:
      if (entry.size > length) ThrowCorrupt("An embedded file is longer than its entry.");
      if (entry.size > embedded_budget) {
        throw FormatError(FormatErrorKind::kLimitExceeded,
                          "The volume embeds too many bytes in file entries.");
      }
      embedded_budget -= entry.size;
      entry.embedded = true;
      entry.bytes.assign(descriptors.begin(),
                         descriptors.begin() + static_cast<std::ptrdiff_t>(entry.size));
      break;
    default:
      ThrowCorrupt("A file entry has allocation descriptors of an unknown kind.");
  }
  return entry;
}

}  // namespace virtual_drive::udf
