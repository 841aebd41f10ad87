#pragma once

#include <cstdint>
#include <vector>

#include "virtual/udf/block_reader.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::udf {

// Throws FormatError kNoVolume unless there is a volume recognition sequence with NSR02 or NSR03
// (ECMA-167 2/8.3), from the start of the session on.
void RequireRecognition(BlockReader& blocks, std::uint32_t session_start = 0);

struct Anchor {
  std::uint32_t lba = 0;
  BlockRange main_vds;
  BlockRange reserve_vds;
};

// The valid anchors among 256, 512, N - 256 and N (ECMA-167 3/8.4.2.1, UDF 2.2.3), in this order;
// 256 and 512 count from the start of the session, which is on the disc. A block that can't be read
// holds none.
std::vector<Anchor> FindAnchors(BlockReader& blocks, std::uint32_t session_start = 0);

// Fills everything of the volume that stands in its volume descriptor sequence and integrity
// sequence. The reserve sequence serves when the main one can't be read or is damaged. Throws
// FormatError. Leaves file_set_lba the lba of the file set.
void ReadVolumeStructures(BlockReader& blocks, const Anchor& anchor, Volume& volume);

}  // namespace virtual_drive::udf
