#include "virtual/udf/volume_structures.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/entity_id.h"
#include "virtual/udf/osta_cs0.h"

namespace virtual_drive::udf {
namespace {

constexpr int kMaxRecognitionDescriptors = 64;
constexpr int kMaxSequenceExtents = 16;
constexpr std::uint32_t kMaxSequenceBlocks = 256;

using StoredBlock = std::array<std::byte, kBlockSize>;

// The prevailing descriptors of one sequence: of each kind the one with the highest number
// (ECMA-167 3/8.4.3).
struct Sequence {
  struct Prevailing {
    std::optional<StoredBlock> block;
    std::uint32_t number = 0;

    void Offer(std::span<const std::byte, kBlockSize> candidate) {
      const std::uint32_t candidate_number = Get32(candidate, 16);
      if (block && candidate_number < number) return;
      block.emplace();
      std::copy(candidate.begin(), candidate.end(), block->begin());
      number = candidate_number;
    }
  };
  Prevailing primary;
  Prevailing partition;
  Prevailing logical_volume;
};

// extent_ad (ECMA-167 3/7.1). Nothing when empty or off the disc.
std::optional<BlockRange> ExtentAt(std::span<const std::byte> descriptor, std::size_t bp,
                                   std::uint32_t total) {
  const std::uint32_t blocks = Get32(descriptor, bp) / kBlockSize;
  const std::uint32_t start = Get32(descriptor, bp + 4);
  if (blocks == 0 || start >= total || blocks > total - start) return std::nullopt;
  return BlockRange{start, start + blocks - 1};
}

Sequence ReadSequence(BlockReader& blocks, const BlockRange& first) {
  Sequence sequence;
  std::optional<BlockRange> extent = first;
  for (int hops = 0; extent; ++hops) {
    if (hops == kMaxSequenceExtents) ThrowCorrupt("The volume descriptor sequence does not end.");
    std::optional<BlockRange> next;
    const std::uint32_t count = std::min(extent->blocks(), kMaxSequenceBlocks);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t lba = extent->start_lba + i;
      const auto block = blocks.Read(lba);
      if (Get16(block, 0) == 0) break;  // unrecorded: ends the sequence as a terminator does
      const std::uint16_t id = ValidTagId(block, lba);
      if (id == 0)
        ThrowCorrupt("Block " + std::to_string(lba) +
                     " of the volume descriptor sequence is damaged.");
      if (id == static_cast<std::uint16_t>(TagId::kTerminating)) break;
      if (id == static_cast<std::uint16_t>(TagId::kVolumePointer))
        next = ExtentAt(block, 20, blocks.total());
      if (id == static_cast<std::uint16_t>(TagId::kPrimaryVolume)) sequence.primary.Offer(block);
      if (id == static_cast<std::uint16_t>(TagId::kPartition)) sequence.partition.Offer(block);
      if (id == static_cast<std::uint16_t>(TagId::kLogicalVolume))
        sequence.logical_volume.Offer(block);
    }
    extent = next;
  }
  if (!sequence.primary.block || !sequence.partition.block || !sequence.logical_volume.block) {
    ThrowCorrupt("The volume descriptor sequence is incomplete.");
  }
  return sequence;
}

// The number of the only partition that the volume's maps name (ECMA-167 3/10.7).
std::uint16_t MappedPartition(std::span<const std::byte> logical_volume) {
  const std::uint32_t table = Get32(logical_volume, 264);
  const std::uint32_t maps = Get32(logical_volume, 268);
  if (table > kBlockSize - 440 || maps == 0 || table < 6)
    ThrowCorrupt("The partition maps are damaged.");
  if (maps > 1 || Get8(logical_volume, 440) != 1) {
    throw FormatError(
        FormatErrorKind::kUnsupported,
        "Volumes with virtual, sparable, metadata or several partitions are not read.");
  }
  if (Get8(logical_volume, 441) != 6) ThrowCorrupt("The partition map is damaged.");
  return Get16(logical_volume, 444);
}

void ReadLogicalVolume(std::span<const std::byte> descriptor, Volume& volume) {
  if (Get32(descriptor, 212) != kBlockSize) {
    throw FormatError(FormatErrorKind::kUnsupported, "Only logical blocks of 2048 bytes are read.");
  }
  if (!HasId(descriptor, 216, kDomainId))
    ThrowCorrupt("The logical volume is not of the OSTA UDF domain.");
  volume.revision = IdRevision(descriptor, 216);
  // Before the maps: a metadata partition is the usual sign of 2.50, but not the only one.
  if (volume.revision < 0x0102 || volume.revision > 0x0201) {
    throw FormatError(FormatErrorKind::kUnsupported, "Only UDF 1.02 to 2.01 is read.");
  }
  volume.partition_number = MappedPartition(descriptor);
  volume.name = GetDstring(descriptor.subspan(84, 128)).value_or(std::u16string());
}

void ReadPartition(std::span<const std::byte> descriptor, std::uint32_t total, Volume& volume) {
  if (Get16(descriptor, 22) != volume.partition_number)
    ThrowCorrupt("The partition of the volume is missing.");
  volume.partition_access = static_cast<PartitionAccess>(Get32(descriptor, 184));
  volume.partition_start = Get32(descriptor, 188);
  volume.partition_blocks = Get32(descriptor, 192);
  if (volume.partition_start >= total || volume.partition_blocks > total - volume.partition_start) {
    ThrowCorrupt("The partition reaches behind the end of the disc.");
  }
}

void ReadIntegrity(BlockReader& blocks, std::optional<BlockRange> extent, Volume& volume) {
  for (int hops = 0; extent && hops < kMaxSequenceExtents; ++hops) {
    volume.end_of_used_blocks = std::max(volume.end_of_used_blocks, extent->end_lba + 1);
    std::optional<BlockRange> next;
    const std::uint32_t count = std::min(extent->blocks(), kMaxSequenceBlocks);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t lba = extent->start_lba + i;
      const auto block = blocks.Read(lba);
      if (!HasTag(block, TagId::kIntegrity, lba)) break;
      // The last one recorded prevails (ECMA-167 3/8.8.3).
      volume.integrity = Get32(block, 28) == 1 ? Integrity::kClosed : Integrity::kOpen;
      volume.next_unique_id = Get64(block, 40);
      // UDF 2.2.6.4: implementation use, which the tables of one partition's sizes stand before.
      if (Get32(block, 72) == 1 && Get32(block, 76) >= 46) {
        volume.announced_files = Get32(block, 120);
        volume.announced_directories = std::int64_t{Get32(block, 124)} - 1;  // without the root
      }
      next = ExtentAt(block, 32, blocks.total());
    }
    extent = next;
  }
}

}  // namespace

void RequireRecognition(BlockReader& blocks, std::uint32_t session_start) {
  const std::uint64_t first = std::uint64_t{session_start} + 16;
  for (std::uint32_t i = 0; i < kMaxRecognitionDescriptors && first + i < blocks.total(); ++i) {
    const auto block = blocks.Read(static_cast<std::uint32_t>(first) + i);
    const auto is = [&](const char* id) { return std::memcmp(block.data() + 1, id, 5) == 0; };
    if (is("NSR02") || is("NSR03")) return;
    // An ISO 9660 bridge has its own descriptors first.
    if (!is("BEA01") && !is("CD001") && !is("BOOT2") && !is("CDW02")) break;
  }
  throw FormatError(FormatErrorKind::kNoVolume, "There is no UDF volume recognition sequence.");
}

std::vector<Anchor> FindAnchors(BlockReader& blocks, std::uint32_t session_start) {
  const std::uint32_t total = blocks.total();
  std::vector<std::uint32_t> places{session_start + 256, session_start + 512};
  for (const std::uint32_t from_end : {257u, 1u}) {
    if (total > from_end && total - from_end > session_start + 512)
      places.push_back(total - from_end);
  }
  std::vector<Anchor> anchors;
  for (const std::uint32_t lba : places) {
    if (lba >= total) continue;
    try {
      const auto block = blocks.Read(lba);
      if (!HasTag(block, TagId::kAnchor, lba)) continue;
      const auto main = ExtentAt(block, 16, total);
      const auto reserve = ExtentAt(block, 24, total);
      if (main || reserve)
        anchors.push_back({lba, main ? *main : *reserve, reserve ? *reserve : *main});
    } catch (const FormatError& error) {
      if (error.kind() != FormatErrorKind::kReadFailed) throw;
    }
  }
  return anchors;
}

void ReadVolumeStructures(BlockReader& blocks, const Anchor& anchor, Volume& volume) {
  Sequence sequence;
  try {
    sequence = ReadSequence(blocks, anchor.main_vds);
  } catch (const FormatError& error) {
    if (error.kind() == FormatErrorKind::kLimitExceeded) throw;
    sequence = ReadSequence(blocks, anchor.reserve_vds);
  }
  volume.main_vds = anchor.main_vds;
  volume.reserve_vds = anchor.reserve_vds;
  const auto& logical_volume = *sequence.logical_volume.block;
  ReadLogicalVolume(logical_volume, volume);
  ReadPartition(*sequence.partition.block, blocks.total(), volume);
  volume.volume_set =
      GetDstring(std::span<const std::byte>(*sequence.primary.block).subspan(72, 128))
          .value_or(std::u16string());
  volume.end_of_used_blocks =
      std::max({volume.partition_start + volume.partition_blocks, anchor.main_vds.end_lba + 1,
                anchor.reserve_vds.end_lba + 1, anchor.lba + 1});
  const Partition partition{volume.partition_start, volume.partition_blocks,
                            volume.partition_number};
  volume.file_set_lba =
      partition.Lba(Get32(logical_volume, 252));  // long_ad of ECMA-167 3/10.6.7, UDF 2.2.4.4
  ReadIntegrity(blocks, ExtentAt(logical_volume, 432, blocks.total()), volume);
}

}  // namespace virtual_drive::udf
