#pragma once

#include "virtual/tree/content_source.h"

namespace virtual_drive {

// Bytes that are a function of seed and position alone, so that any part can be read without what
// is before it, and read again. Not cryptographic, as Microsoft's page on IStreamPseudoRandomBased
// says of its own; which generator that one has is published nowhere, so its bytes are others.
// Any thread.
class PseudoRandomContent final : public tree::ContentSource {
 public:
  PseudoRandomContent(std::uint32_t seed, std::uint64_t size) noexcept : seed_(seed), size_(size) {}

  std::uint64_t Size() const override { return size_; }
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  const std::uint32_t seed_;
  const std::uint64_t size_;
};

}  // namespace virtual_drive
