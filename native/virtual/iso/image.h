#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "virtual/iso/structures.h"
#include "virtual/udf/session.h"

namespace virtual_drive::iso {

// A whole image of ISO 9660, with or without Joliet, and no UDF: as udf::Session is of UDF. It
// begins at block 0 and follows no other session.
class Image {
 public:
  struct Layout {
    std::uint32_t write_unit = 16;      // the image is a multiple of it long
    std::uint32_t capacity_blocks = 0;  // 0: unlimited
  };

  // Copies what it needs of the tree. Throws LimitError.
  Image(const tree::Directory& root, Options options, const Layout& layout);

  std::uint32_t total_blocks() const noexcept { return total_blocks_; }
  const std::vector<udf::BlockRange>& modified_ranges() const noexcept { return ranges_; }
  // Precondition of these two: lba < total_blocks().
  const udf::ImageExtent& ExtentAt(std::uint32_t lba) const noexcept;
  void RenderBlock(std::uint32_t lba, Block block) const;

  const std::vector<udf::Session::ProgressItem>& progress_items() const noexcept {
    return progress_;
  }
  const std::u16string& ProgressDescription(std::size_t index) const { return texts_[index]; }

 private:
  void AddData(std::uint64_t& next, std::shared_ptr<tree::ContentSource> source,
               std::u16string description);
  void AddStretch(std::uint64_t first, std::uint64_t end, std::u16string description);
  void RequireRoom(std::uint64_t needed, const Layout& layout) const;

  std::unique_ptr<Structures> structures_;
  std::uint32_t total_blocks_ = 0;
  std::uint32_t structures_end_ = 0;
  std::vector<udf::ImageExtent> extents_;
  std::vector<udf::BlockRange> ranges_;
  std::vector<udf::Session::ProgressItem> progress_;
  std::vector<std::u16string> texts_;
};

}  // namespace virtual_drive::iso
