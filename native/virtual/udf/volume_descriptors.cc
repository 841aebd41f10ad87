#include "virtual/udf/volume_descriptors.h"

#include "virtual/udf/byte_order.h"
#include "virtual/udf/descriptor_tag.h"
#include "virtual/udf/entity_id.h"
#include "virtual/udf/osta_cs0.h"
#include "virtual/udf/timestamp.h"

namespace virtual_drive::udf {
namespace {

constexpr std::size_t kVolumeDescriptorSize = 512;

bool IsNsr03(const VolumeFacts& facts) { return facts.revision >= 0x0200; }

// ECMA-167 3/10.1.
void RenderPrimary(const VolumeFacts& facts, std::uint32_t sequence, std::uint32_t lba,
                   Block block) {
  Put32(block, 16, sequence);
  PutDstring(block.subspan(24, 32), facts.volume_name);
  Put16(block, 56, 1);  // volume 1
  Put16(block, 58, 1);  // of 1
  Put16(block, 60, 2);  // interchange level of a single volume (UDF 2.2.2.3)
  Put16(block, 62, 2);
  Put32(block, 64, 1);  // CS0 only
  Put32(block, 68, 1);
  PutDstring(block.subspan(72, 128), facts.volume_set);
  PutCharset(block, 200);
  PutCharset(block, 264);
  PutImplementationId(block, 344);  // the application
  PutTimestamp(block, 376, facts.recording_time);
  PutImplementationId(block, 388);
  SealTag(block.first(kVolumeDescriptorSize), TagId::kPrimaryVolume, facts.revision, lba);
}

// ECMA-167 3/10.4 as UDF 2.2.7 fills it in.
void RenderLogicalVolumeInfo(const VolumeFacts& facts, std::uint32_t sequence, std::uint32_t lba,
                             Block block) {
  Put32(block, 16, sequence);
  PutUdfId(block, 20, "*UDF LV Info", facts.revision);
  PutCharset(block, 52);
  PutDstring(block.subspan(116, 128), facts.volume_name);
  PutImplementationId(block, 352);
  SealTag(block.first(kVolumeDescriptorSize), TagId::kImplementationUse, facts.revision, lba);
}

// ECMA-167 3/10.5.
void RenderPartition(const VolumeFacts& facts, std::uint32_t sequence, std::uint32_t lba,
                     Block block) {
  Put32(block, 16, sequence);
  Put16(block, 20, 1);  // allocated
  Put16(block, 22, facts.partition_number);
  PutPlainId(block, 24, IsNsr03(facts) ? "+NSR03" : "+NSR02");
  // "IMAPI Multisession Layout": only a partition of this type, no longer than what is used, can be
  // extended later.
  Put32(block, 184, 1);  // read-only
  Put32(block, 188, facts.partition_start);
  Put32(block, 192, facts.partition_blocks);
  PutImplementationId(block, 196);
  SealTag(block.first(kVolumeDescriptorSize), TagId::kPartition, facts.revision, lba);
}

// ECMA-167 3/10.6, with one type 1 partition map (3/10.7.2).
void RenderLogicalVolume(const VolumeFacts& facts, std::uint32_t sequence, std::uint32_t lba,
                         Block block) {
  Put32(block, 16, sequence);
  PutCharset(block, 20);
  PutDstring(block.subspan(84, 128), facts.volume_name);
  Put32(block, 212, kBlockSize);
  PutDomainId(block, 216, facts.revision);
  Put32(block, 248, kFileSetBlocks * kBlockSize);
  Put32(block, 252, facts.file_set_lba - facts.partition_start);
  Put32(block, 264, 6);  // bytes of the map table
  Put32(block, 268, 1);  // maps
  PutImplementationId(block, 272);
  Put32(block, 432, kIntegrityBlocks * kBlockSize);
  Put32(block, 436, facts.integrity);
  Put8(block, 440, 1);  // map type
  Put8(block, 441, 6);  // map length
  Put16(block, 442, 1);
  Put16(block, 444, facts.partition_number);
  SealTag(block.first(446), TagId::kLogicalVolume, facts.revision, lba);
}

void RenderTerminator(const VolumeFacts& facts, std::uint32_t location, Block block) {
  SealTag(block.first(kVolumeDescriptorSize), TagId::kTerminating, facts.revision, location);
}

}  // namespace

void RenderRecognition(const VolumeFacts& facts, std::uint32_t index, Block block) {
  // ECMA-167 2/9.1: type 0, identifier, version 1.
  const std::string_view identifiers[kRecognitionBlocks] = {
      "BEA01", IsNsr03(facts) ? "NSR03" : "NSR02", "TEA01"};
  for (std::size_t i = 0; i < 5; ++i) block[1 + i] = static_cast<std::byte>(identifiers[index][i]);
  Put8(block, 6, 1);
}

// ECMA-167 3/10.2.
void RenderAnchor(const VolumeFacts& facts, std::uint32_t lba, Block block) {
  Put32(block, 16, kSequenceBlocks * kBlockSize);
  Put32(block, 20, facts.main_vds);
  Put32(block, 24, kSequenceBlocks * kBlockSize);
  Put32(block, 28, facts.reserve_vds);
  SealTag(block.first(kVolumeDescriptorSize), TagId::kAnchor, facts.revision, lba);
}

void RenderSequence(const VolumeFacts& facts, std::uint32_t index, std::uint32_t lba, Block block) {
  const std::uint32_t sequence = index + 1;
  switch (index) {
    case 0:
      return RenderPrimary(facts, sequence, lba, block);
    case 1:
      return RenderLogicalVolumeInfo(facts, sequence, lba, block);
    case 2:
      return RenderPartition(facts, sequence, lba, block);
    case 3:
      return RenderLogicalVolume(facts, sequence, lba, block);
    case 4:  // ECMA-167 3/10.8: no unallocated space, yet UDF 2.2.5 wants the descriptor
      Put32(block, 16, sequence);
      SealTag(block.first(24), TagId::kUnallocatedSpace, facts.revision, lba);
      return;
    case 5:
      return RenderTerminator(facts, lba, block);
    default:
      return;
  }
}

// ECMA-167 3/10.10; the implementation use is UDF 2.2.6.4.
void RenderIntegrity(const VolumeFacts& facts, std::uint32_t index, Block block) {
  if (index != 0) return RenderTerminator(facts, facts.integrity + index, block);
  PutTimestamp(block, 16, facts.recording_time);
  Put32(block, 28, 1);  // closed
  Put64(block, 40, facts.next_unique_id);
  Put32(block, 72, 1);   // partitions
  Put32(block, 76, 46);  // bytes of implementation use
  Put32(block, 80, 0);   // free blocks
  Put32(block, 84, facts.partition_blocks);
  PutImplementationId(block, 88);
  Put32(block, 120, facts.file_count);
  Put32(block, 124, facts.directory_count);
  for (const std::size_t bp : {128u, 130u, 132u})
    Put16(block, bp, facts.revision);  // to read, to write, written
  SealTag(block.first(134), TagId::kIntegrity, facts.revision, facts.integrity);
}

// ECMA-167 4/14.1.
void RenderFileSet(const VolumeFacts& facts, std::uint32_t index, Block block) {
  const std::uint32_t location = facts.file_set_lba - facts.partition_start + index;
  if (index != 0) return RenderTerminator(facts, location, block);
  PutTimestamp(block, 16, facts.recording_time);
  Put16(block, 28, 3);  // interchange level (UDF 2.3.2.1)
  Put16(block, 30, 3);
  Put32(block, 32, 1);
  Put32(block, 36, 1);
  PutCharset(block, 48);
  PutDstring(block.subspan(112, 128), facts.volume_name);
  PutCharset(block, 240);
  PutDstring(block.subspan(304, 32), facts.volume_name);
  Put32(block, 400, kBlockSize);
  Put32(block, 404, facts.root_icb_lba - facts.partition_start);
  PutDomainId(block, 416, facts.revision);
  SealTag(block.first(kVolumeDescriptorSize), TagId::kFileSet, facts.revision, location);
}

}  // namespace virtual_drive::udf
