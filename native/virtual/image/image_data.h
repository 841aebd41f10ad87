#pragma once

#include <cstdint>
#include <memory>

#include "virtual/image/image_layout.h"
#include "virtual/image/old_session.h"
#include "virtual/tree/content_source.h"

namespace virtual_drive {

// The bytes of a result image, from the disc's sector 0 (on a sequential medium: from the start of
// the new session) to the end of its last session: old sectors come from the disc, metadata is
// rendered, files are read from their sources, each when it is asked for. Unlike other sources it
// may be read by several threads at once: what can't be is locked where it is.
class ImageData final : public tree::ContentSource {
 public:
  // `old`: null unless the layout follows an imported session. `lease`: held as long as this lives.
  ImageData(ImageLayout layout, std::shared_ptr<OldSession> old, std::shared_ptr<const void> lease);

  const ImageLayout& layout() const noexcept { return layout_; }

  std::uint32_t blocks() const noexcept { return layout_.total_blocks() - layout_.image_start(); }

  // Whoever reads from here on has the disc looked at first: it has to be the imported one also
  // where nothing of it is read.
  void DoubtDisc() noexcept;

  std::uint64_t Size() const override;
  // Throws Error.
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  void ReadExtent(const udf::ImageExtent& extent, std::uint64_t offset,
                  std::span<std::byte> buffer);
  void ReadFile(const udf::ImageExtent& extent, std::uint64_t offset, std::span<std::byte> buffer);
  void ReadBlocks(const udf::ImageExtent& extent, std::uint64_t offset,
                  std::span<std::byte> buffer);
  // Whole blocks of old sectors or of metadata.
  void FillBlocks(const udf::ImageExtent& extent, std::uint32_t lba, std::span<std::byte> blocks);

  const ImageLayout layout_;
  const std::shared_ptr<OldSession> old_;
  const std::shared_ptr<const void> lease_;
};

}  // namespace virtual_drive
