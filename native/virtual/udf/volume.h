#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "virtual/tree/node.h"

namespace virtual_drive::udf {

// Blocks of 2048 bytes counted from the start of the disc; both ends belong to the range, as
// IBlockRange has it.
struct BlockRange {
  std::uint32_t start_lba = 0;
  std::uint32_t end_lba = 0;

  std::uint32_t blocks() const noexcept { return end_lba - start_lba + 1; }
  bool operator==(const BlockRange&) const = default;
};

// ECMA-167 3/10.5.7; 0 is of UDF 2.60.
enum class PartitionAccess : std::uint32_t {
  kPseudoOverwritable = 0,
  kReadOnly = 1,
  kWriteOnce = 2,
  kRewritable = 3,
  kOverwritable = 4,
};

// ECMA-167 3/10.10.3. kMissing: no usable Logical Volume Integrity Descriptor.
enum class Integrity { kMissing, kOpen, kClosed };

// Why a new session can't be put behind what is on the disc.
enum class AppendObstacle {
  kNone,
  kPartitionNotReadOnly,  // "IMAPI Multisession Layout": only Read-Only partitions can be extended
  kRevision,              // read, but not written by Session: 1.50, 2.00
  kNotClosed,             // integrity is not kClosed
  kNames,  // names that a tree can't hold (differ in case only, forbidden characters) were left out
  kFileKinds,  // symbolic links, devices, streams of directories or other entries that would be
               // lost
};

// A UDF volume as it was found on a disc. A value: it keeps nothing of the SectorSource.
struct Volume {
  std::uint16_t revision = 0;  // BCD, 0x0102 or 0x0201
  std::u16string name;         // logical volume identifier (ECMA-167 3/10.6.4)
  std::u16string volume_set;   // volume set identifier (ECMA-167 3/10.1.12)
  std::shared_ptr<tree::Directory> root;
  std::uint64_t file_count = 0;
  std::uint64_t directory_count = 0;  // the root not counted
  // The same as the integrity descriptor has them (UDF 2.2.6.4); -1 where it doesn't say.
  std::int64_t announced_files = -1;
  std::int64_t announced_directories = -1;

  // Every block of 256, 512, N - 256 and N that holds a valid anchor which points at this volume or
  // an older state of it; 256 first when it is there.
  std::vector<std::uint32_t> anchors;
  BlockRange main_vds;
  BlockRange reserve_vds;
  std::uint32_t partition_start = 0;  // lba
  std::uint32_t partition_blocks = 0;
  std::uint16_t partition_number = 0;
  PartitionAccess partition_access = PartitionAccess::kReadOnly;
  std::uint32_t file_set_lba = 0;
  // First block behind everything the descriptors know of: where the last session ends.
  std::uint32_t end_of_used_blocks = 0;
  std::uint64_t next_unique_id = 16;  // UDF 3.2.1.1
  Integrity integrity = Integrity::kMissing;
  tree::Time recorded{};  // of the file set

  AppendObstacle append_obstacle = AppendObstacle::kNone;
  bool appendable() const noexcept { return append_obstacle == AppendObstacle::kNone; }
};

// One English sentence.
const char* Describe(AppendObstacle obstacle) noexcept;

}  // namespace virtual_drive::udf
