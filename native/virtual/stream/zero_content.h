#pragma once

#include <algorithm>

#include "virtual/tree/content_source.h"

namespace virtual_drive {

// So many zero bytes. Any thread.
class ZeroContent final : public tree::ContentSource {
 public:
  explicit ZeroContent(std::uint64_t size) noexcept : size_(size) {}

  std::uint64_t Size() const override { return size_; }
  void Read(std::uint64_t, std::span<std::byte> buffer) override {
    std::ranges::fill(buffer, std::byte{0});
  }

 private:
  const std::uint64_t size_;
};

}  // namespace virtual_drive
