#include "virtual/image/image_data.h"

#include <algorithm>
#include <array>
#include <utility>

namespace virtual_drive {

using udf::kBlockSize;

ImageData::ImageData(ImageLayout layout, std::shared_ptr<OldSession> old,
                     std::shared_ptr<const void> lease)
    : layout_(std::move(layout)), old_(std::move(old)), lease_(std::move(lease)) {}

void ImageData::DoubtDisc() noexcept {
  if (old_) old_->Doubt();
}

std::uint64_t ImageData::Size() const { return std::uint64_t{blocks()} * kBlockSize; }

// From here on offsets count from the disc's sector 0.
void ImageData::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  if (old_) old_->RequireTrusted();
  offset += std::uint64_t{layout_.image_start()} * kBlockSize;
  while (!buffer.empty()) {
    const udf::ImageExtent& extent =
        layout_.ExtentAt(static_cast<std::uint32_t>(offset / kBlockSize));
    const std::uint64_t left = std::uint64_t{extent.end_lba()} * kBlockSize - offset;
    const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left));
    ReadExtent(extent, offset, buffer.first(bytes));
    offset += bytes;
    buffer = buffer.subspan(bytes);
  }
}

void ImageData::ReadExtent(const udf::ImageExtent& extent, std::uint64_t offset,
                           std::span<std::byte> buffer) {
  if (extent.kind == udf::BlockKind::kFileData) {
    ReadFile(extent, offset, buffer);
  } else {
    ReadBlocks(extent, offset, buffer);
  }
}

void ImageData::ReadFile(const udf::ImageExtent& extent, std::uint64_t offset,
                         std::span<std::byte> buffer) {
  const std::uint64_t within = offset - std::uint64_t{extent.first_lba} * kBlockSize;
  const std::uint64_t left = extent.bytes - std::min(within, extent.bytes);
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left));
  if (bytes != 0) extent.source->Read(within, buffer.first(bytes));
  std::ranges::fill(buffer.subspan(bytes), std::byte{0});
}

void ImageData::ReadBlocks(const udf::ImageExtent& extent, std::uint64_t offset,
                           std::span<std::byte> buffer) {
  while (!buffer.empty()) {
    const auto lba = static_cast<std::uint32_t>(offset / kBlockSize);
    const auto within = static_cast<std::size_t>(offset % kBlockSize);
    std::size_t bytes = buffer.size() / kBlockSize * kBlockSize;
    if (within == 0 && bytes != 0) {
      FillBlocks(extent, lba, buffer.first(bytes));
    } else {
      std::array<std::byte, kBlockSize> block;
      FillBlocks(extent, lba, block);
      bytes = std::min(buffer.size(), kBlockSize - within);
      std::ranges::copy(std::span(block).subspan(within, bytes), buffer.begin());
    }
    offset += bytes;
    buffer = buffer.subspan(bytes);
  }
}

void ImageData::FillBlocks(const udf::ImageExtent& extent, std::uint32_t lba,
                           std::span<std::byte> blocks) {
  if (extent.kind == udf::BlockKind::kPrevious) {
    old_->Read(lba, blocks);
    return;
  }
  for (; !blocks.empty(); ++lba, blocks = blocks.subspan(kBlockSize)) {
    layout_.RenderBlock(lba, blocks.first<kBlockSize>());
  }
}

}  // namespace virtual_drive
