#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "virtual/iso/structures.h"
#include "virtual/udf/session.h"

namespace virtual_drive::iso {

// A session of ISO 9660, with or without Joliet, and no UDF: as udf::Session is of UDF. One that
// follows another refers to the files of earlier sessions where they are on the disc, so that its
// directories show all that is valid: a reader that knows where the last session starts needs no
// other.
class Image {
 public:
  struct Layout {
    std::uint32_t write_unit = 16;      // the image is a multiple of it long
    std::uint32_t capacity_blocks = 0;  // of the medium, from block 0; 0: unlimited
    std::uint32_t session_start = 0;    // where a sequential medium goes on
  };

  // Copies what it needs of the tree. What it has of earlier sessions has to lie before this one.
  // Throws LimitError.
  Image(const tree::Directory& root, Options options, const Layout& layout);

  // Of the disc, counted from block 0.
  std::uint32_t total_blocks() const noexcept { return total_blocks_; }
  std::uint32_t image_start() const noexcept { return start_; }
  const std::vector<udf::BlockRange>& modified_ranges() const noexcept { return ranges_; }
  // Precondition of these two: image_start() <= lba < total_blocks().
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
  std::uint32_t start_ = 0;
  std::uint32_t total_blocks_ = 0;
  std::uint32_t structures_end_ = 0;
  std::vector<udf::ImageExtent> extents_;
  std::vector<udf::BlockRange> ranges_;
  std::vector<udf::Session::ProgressItem> progress_;
  std::vector<std::u16string> texts_;
};

}  // namespace virtual_drive::iso
