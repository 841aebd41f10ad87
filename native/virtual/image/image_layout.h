#pragma once

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "virtual/iso/image.h"
#include "virtual/udf/session.h"

namespace virtual_drive {

// The blocks of a result image, whichever file systems it has: a UDF session, which may share its
// image with ISO 9660, or a session of ISO 9660 alone. The members are those of udf::Session.
class ImageLayout {
 public:
  explicit ImageLayout(udf::Session session) : layout_(std::move(session)) {}
  explicit ImageLayout(iso::Image image) : layout_(std::move(image)) {}

  std::uint32_t total_blocks() const {
    return std::visit([](const auto& layout) { return layout.total_blocks(); }, layout_);
  }
  std::uint32_t image_start() const {
    return std::visit([](const auto& layout) { return layout.image_start(); }, layout_);
  }
  const std::vector<udf::BlockRange>& modified_ranges() const {
    return std::visit(
        [](const auto& layout) -> const auto& { return layout.modified_ranges(); }, layout_);
  }
  const udf::ImageExtent& ExtentAt(std::uint32_t lba) const {
    return std::visit(
        [&](const auto& layout) -> const auto& { return layout.ExtentAt(lba); }, layout_);
  }
  void RenderBlock(std::uint32_t lba, std::span<std::byte, udf::kBlockSize> block) const {
    std::visit([&](const auto& layout) { layout.RenderBlock(lba, block); }, layout_);
  }
  const std::vector<udf::Session::ProgressItem>& progress_items() const {
    return std::visit(
        [](const auto& layout) -> const auto& { return layout.progress_items(); }, layout_);
  }
  std::u16string ProgressDescription(std::size_t index) const {
    return std::visit(
        [&](const auto& layout) -> std::u16string { return layout.ProgressDescription(index); },
        layout_);
  }

 private:
  std::variant<udf::Session, iso::Image> layout_;
};

}  // namespace virtual_drive
