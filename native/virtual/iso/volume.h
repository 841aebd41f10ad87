#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "virtual/tree/node.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::iso {

// Of the two hierarchies that a disc may have beside each other.
enum class VolumeKind {
  kPrimary,  // ISO 9660's own, which every disc has
  kJoliet,   // in UCS-2, by a supplementary volume descriptor
};

// An ISO 9660 volume as it was found on a disc, by one of its hierarchies. A value: it keeps
// nothing of the SectorSource.
struct Volume {
  VolumeKind kind = VolumeKind::kPrimary;
  std::u16string name;  // volume identifier (ECMA-119 8.4.7, 8.5.4), without the spaces behind it
  std::shared_ptr<tree::Directory> root;
  std::uint64_t file_count = 0;
  std::uint64_t directory_count = 0;  // the root not counted
  // A name is longer than interchange level 1 has it (ECMA-119 10.1).
  bool has_long_names = false;

  udf::BlockRange descriptors;  // the volume descriptor set, its terminator included
  std::uint32_t root_lba = 0;

  // What of the disc the tree doesn't have, so that a new session would lose it: kNames, kFileKinds
  // (associated and interleaved files).
  udf::AppendObstacle append_obstacle = udf::AppendObstacle::kNone;
};

}  // namespace virtual_drive::iso
