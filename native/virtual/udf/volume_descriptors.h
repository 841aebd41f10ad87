#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "virtual/tree/node.h"
#include "virtual/udf/sector_source.h"

// The descriptors above the file tree, rendered. Every function takes a block of zeros.
namespace virtual_drive::udf {

using Block = std::span<std::byte, kBlockSize>;

inline constexpr std::uint32_t kRecognitionBlocks = 3;  // BEA01, NSR02 or NSR03, TEA01
inline constexpr std::uint32_t kSequenceBlocks =
    16;  // of a volume descriptor sequence, the least UDF 2.2.3.1 allows
inline constexpr std::uint32_t kIntegrityBlocks = 2;  // descriptor and terminator
inline constexpr std::uint32_t kFileSetBlocks = 2;    // descriptor and terminator

struct VolumeFacts {
  std::uint16_t revision = 0;
  std::u16string volume_name;
  std::u16string volume_set;
  tree::Time recording_time{};

  std::uint32_t main_vds = 0;     // lba, each kSequenceBlocks long
  std::uint32_t reserve_vds = 0;  // lba
  std::uint32_t integrity = 0;    // lba
  std::uint32_t partition_start = 0;
  std::uint32_t partition_blocks = 0;
  std::uint16_t partition_number = 0;
  std::uint32_t file_set_lba = 0;
  std::uint32_t root_icb_lba = 0;

  std::uint64_t next_unique_id = 0;
  std::uint32_t file_count = 0;
  std::uint32_t directory_count = 0;  // UDF 2.2.6.4 counts the root
};

// `index` below kRecognitionBlocks.
void RenderRecognition(const VolumeFacts& facts, std::uint32_t index, Block block);
void RenderAnchor(const VolumeFacts& facts, std::uint32_t lba, Block block);
// `index` below kSequenceBlocks; the blocks behind the terminator stay zeros.
void RenderSequence(const VolumeFacts& facts, std::uint32_t index, std::uint32_t lba, Block block);
void RenderIntegrity(const VolumeFacts& facts, std::uint32_t index, Block block);
void RenderFileSet(const VolumeFacts& facts, std::uint32_t index, Block block);

}  // namespace virtual_drive::udf
