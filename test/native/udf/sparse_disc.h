#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <vector>

#include "virtual/udf/session.h"

namespace virtual_drive::udf::test {

using BlockBytes = std::array<std::byte, kBlockSize>;

inline BlockBytes ImageBlock(const Session& session, SectorSource* previous, std::uint32_t lba) {
  BlockBytes bytes{};
  const BlockOrigin origin = session.BlockAt(lba);
  switch (origin.kind) {
    case BlockKind::kPrevious:
      if (previous != nullptr) previous->Read(lba, bytes);
      break;
    case BlockKind::kMetadata:
      session.RenderBlock(lba, bytes);
      break;
    case BlockKind::kFileData:
      origin.source->Read(origin.offset, std::span(bytes).first(origin.bytes));
      break;
  }
  return bytes;
}

// A rewritable disc in memory that keeps only blocks which aren't zeros.
class SparseDisc final : public SectorSource {
 public:
  explicit SparseDisc(std::uint32_t capacity = 100'000) : capacity_(capacity) {}
  SparseDisc(const SparseDisc& other)
      : SectorSource(), capacity_(other.capacity_), blocks_(other.blocks_) {}

  std::uint32_t capacity() const { return capacity_; }
  const std::map<std::uint32_t, BlockBytes>& blocks() const { return blocks_; }
  void Truncate(std::uint32_t capacity) { capacity_ = capacity; }
  void FailAt(std::uint32_t lba) { bad_.push_back(lba); }

  void Read(std::uint32_t lba, std::span<std::byte> buffer) override {
    for (std::size_t at = 0; at < buffer.size(); at += kBlockSize, ++lba) {
      if (lba >= capacity_ || std::find(bad_.begin(), bad_.end(), lba) != bad_.end()) {
        throw std::runtime_error("unreadable sector");
      }
      const auto found = blocks_.find(lba);
      const auto part = buffer.subspan(at, kBlockSize);
      if (found == blocks_.end()) {
        std::fill(part.begin(), part.end(), std::byte{0});
      } else {
        std::copy(found->second.begin(), found->second.end(), part.begin());
      }
    }
  }

  void Write(std::uint32_t lba, const BlockBytes& bytes) {
    if (bytes == BlockBytes{}) {
      blocks_.erase(lba);
    } else {
      blocks_[lba] = bytes;
    }
  }

  // Writes the modified ranges in their order, at most `limit` blocks of them.
  void Apply(const Session& session, std::uint64_t limit = UINT64_MAX) {
    SparseDisc before(*this);
    for (const BlockRange& range : session.modified_ranges()) {
      for (std::uint32_t lba = range.start_lba; lba <= range.end_lba; ++lba) {
        if (limit-- == 0) return;
        Write(lba, ImageBlock(session, &before, lba));
      }
    }
  }

 private:
  std::uint32_t capacity_;
  std::map<std::uint32_t, BlockBytes> blocks_;
  std::vector<std::uint32_t> bad_;
};

}  // namespace virtual_drive::udf::test
