#include "virtual/udf/block_reader.h"

#include <algorithm>
#include <exception>
#include <new>

namespace virtual_drive::udf {
namespace {

// File entries lie side by side; a drive delivers this many blocks in about the time of one.
constexpr std::uint32_t kReadAhead = 32;

}  // namespace

void ThrowCorrupt(const std::string& what) { throw FormatError(FormatErrorKind::kCorrupt, what); }

void BlockReader::Fetch(std::uint32_t lba, std::uint32_t blocks) {
  buffer_.resize(std::size_t{blocks} * kBlockSize);
  first_ = lba;
  try {
    disc_.Read(lba, buffer_);
  } catch (...) {
    buffer_.clear();
    throw;
  }
}

std::span<const std::byte, kBlockSize> BlockReader::Read(std::uint32_t lba) {
  if (lba >= total_)
    ThrowCorrupt("Block " + std::to_string(lba) + " is behind the end of the disc.");
  if (budget_ == 0)
    throw FormatError(FormatErrorKind::kLimitExceeded, "The volume takes too many blocks to read.");
  --budget_;
  const std::size_t held = buffer_.size() / kBlockSize;
  if (lba < first_ || lba - first_ >= held) {
    try {
      const std::uint32_t blocks = std::min(kReadAhead, total_ - lba);
      try {
        Fetch(lba, blocks);
      } catch (const std::bad_alloc&) {
        throw;
      } catch (...) {
        // One bad sector among those ahead must not hide a good one.
        if (blocks == 1) throw;
        Fetch(lba, 1);
      }
    } catch (const std::bad_alloc&) {
      throw;
    } catch (...) {
      std::throw_with_nested(FormatError(FormatErrorKind::kReadFailed,
                                         "Block " + std::to_string(lba) + " could not be read."));
    }
  }
  return std::span<const std::byte, kBlockSize>(
      buffer_.data() + std::size_t{lba - first_} * kBlockSize, kBlockSize);
}

std::uint32_t Partition::Lba(std::uint32_t block, std::uint64_t count) const {
  if (block >= blocks || count > blocks - block)
    ThrowCorrupt("An extent reaches behind the end of the partition.");
  return start + block;
}

}  // namespace virtual_drive::udf
