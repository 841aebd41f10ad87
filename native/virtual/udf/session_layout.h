#pragma once

#include <cstdint>
#include <vector>

#include "virtual/udf/session.h"
#include "virtual/udf/session_entries.h"
#include "virtual/udf/volume.h"

namespace virtual_drive::udf {

// Where the parts of one session lie. All of them lba; a session is, in this order:
//
//   +16    volume descriptors of a bridge disc's other file system; volume recognition sequence
//   +32    integrity, +64 main volume descriptors, +96 reserve
//   +256   the session's own anchor, alone in its write unit
//   +512   of the session at block 0 only: the disc's second anchor, alone as well (with it +544 is
//   where the partition starts)
//          file set; stream directories and streams; file entries, directories: the tree breadth
//          first the rest of a bridge disc's other file system, and its boot images on a write
//          unit: data of new streams, and of new files
//   end    the session's own anchor once more, first and alone in the last write unit; on a
//          sequential medium again in its last block, which is N (UDF 2.2.3: 256 and N or N - 256)
//
// Offsets are the same in every session: seen from its start, each looks like the first one, which
// is how "IMAPI Multisession Layout" wants the operational result to equal a sequential disc. 7-Zip
// looks for an anchor behind the last file, or behind the volume descriptors when a session brings
// no file: that is why integrity comes before them and why each session ends with an anchor.
//
// The second anchor of the disc is at 512 and not at the end of the first session: a later append
// must find it again without knowing where the first session ended, and readers look at 512 when
// 256 fails (UDF 2.50 6.13.2.2).
inline constexpr std::uint32_t kRecognition = 16;
inline constexpr std::uint32_t kIntegrity = 32;
inline constexpr std::uint32_t kMainSequence = 64;
inline constexpr std::uint32_t kReserveSequence = 96;
inline constexpr std::uint32_t kAnchor = 256;
inline constexpr std::uint32_t kSecondAnchor = 512;
// Room for an anchor, whatever the write unit: a disc copied to another kind of medium keeps
// anchors alone in theirs.
inline constexpr std::uint32_t kLargestWriteUnit = 32;
inline constexpr std::uint32_t kFirstPartitionBlock = kSecondAnchor + kLargestWriteUnit;

// From the start of a session to its file set.
constexpr std::uint32_t BlocksBeforeMetadata(std::uint64_t first_block) noexcept {
  return first_block == 0 ? kFirstPartitionBlock : kAnchor + kLargestWriteUnit;
}

struct SessionLayout {
  std::uint32_t first_block = 0;
  std::uint32_t recognition = 0;  // UDF's own
  std::uint32_t partition_start = 0;
  std::uint16_t partition_number = 0;
  std::uint32_t metadata_start = 0;  // the file set; entries follow
  std::uint32_t metadata_end = 0;    // one past the last entry's
  std::uint32_t bridge_end = 0;      // one past the other file system's structures, which follow
  std::vector<std::uint32_t> bridge_data;  // lba of its extra data, from data_start on
  std::uint32_t data_start = 0;            // on a write unit
  std::uint32_t data_end = 0;
  std::uint32_t end_anchor = 0;    // on a write unit
  std::uint32_t last_anchor = 0;   // sequential media only
  std::uint32_t total_blocks = 0;  // a write unit behind the end anchor
  // Anchors of the first session that the commit rewrites, in this order; empty on a blank disc.
  std::vector<std::uint32_t> commit_anchors;
};

// Throws SessionError kNotAppendable and kBadOption.
void CheckOptions(const Volume* previous, const SessionOptions& options);

// Places the entries (icb_lba, data_lba) and the parts around them. Throws SessionError
// kNotEnoughRoom when the image would end behind options.capacity_blocks (0: behind the largest
// block number there is), kBadOption when an imported extent isn't in the previous volume's
// partition.
SessionLayout LayOut(std::vector<Entry>& entries, const Volume* previous,
                     const SessionOptions& options);

}  // namespace virtual_drive::udf
