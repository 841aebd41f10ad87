#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "virtual/udf/sector_source.h"
#include "virtual/udf/volume_reader.h"

namespace virtual_drive::udf {

[[noreturn]] void ThrowCorrupt(const std::string& what);

// Blocks of a disc, one at a time, with read-ahead, within a budget. Turns everything a
// SectorSource may throw into FormatError kReadFailed with the original nested.
class BlockReader {
 public:
  BlockReader(SectorSource& disc, std::uint32_t total_sectors, std::uint64_t budget)
      : disc_(disc), total_(total_sectors), budget_(budget) {}

  std::uint32_t total() const noexcept { return total_; }

  // Valid until the next call. Throws FormatError kCorrupt behind the end of the disc,
  // kLimitExceeded, kReadFailed.
  std::span<const std::byte, kBlockSize> Read(std::uint32_t lba);

 private:
  void Fetch(std::uint32_t lba, std::uint32_t blocks);

  SectorSource& disc_;
  std::uint32_t total_;
  std::uint64_t budget_;
  std::vector<std::byte> buffer_;
  std::uint32_t first_ = 0;  // of the blocks in buffer_
};

// The one partition of a volume: logical block numbers in, lba out.
struct Partition {
  std::uint32_t start = 0;
  std::uint32_t blocks = 0;
  std::uint16_t number = 0;

  // Throws FormatError kCorrupt when not all of the `count` blocks from `block` on are inside.
  std::uint32_t Lba(std::uint32_t block, std::uint64_t count = 1) const;
};

}  // namespace virtual_drive::udf
