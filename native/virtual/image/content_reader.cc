#include "virtual/image/content_reader.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>
#include <vector>

namespace virtual_drive {
namespace {

using udf::kBlockSize;

class EmbeddedSource final : public tree::ContentSource {
 public:
  explicit EmbeddedSource(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t Size() const override { return bytes_.size(); }
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override {
    std::ranges::copy(std::span(bytes_).subspan(static_cast<std::size_t>(offset), buffer.size()),
                      buffer.begin());
  }

 private:
  const std::vector<std::byte> bytes_;
};

class ImportedSource final : public tree::ContentSource {
 public:
  ImportedSource(std::vector<tree::DiscExtent> extents, std::shared_ptr<OldSession> old)
      : extents_(std::move(extents)), old_(std::move(old)) {
    for (const tree::DiscExtent& extent : extents_) size_ += extent.length;
  }
  std::uint64_t Size() const override { return size_; }

  void Read(std::uint64_t offset, std::span<std::byte> buffer) override {
    for (const tree::DiscExtent& extent : extents_) {
      if (buffer.empty()) return;
      if (offset >= extent.length) {
        offset -= extent.length;
        continue;
      }
      const auto bytes =
          static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), extent.length - offset));
      ReadExtent(extent, offset, buffer.first(bytes));
      buffer = buffer.subspan(bytes);
      offset = 0;
    }
  }

 private:
  void ReadExtent(const tree::DiscExtent& extent, std::uint64_t offset,
                  std::span<std::byte> buffer) {
    if (!extent.recorded) {
      std::ranges::fill(buffer, std::byte{0});
      return;
    }
    while (!buffer.empty()) {
      const auto lba = static_cast<std::uint32_t>(extent.lba + offset / kBlockSize);
      const auto within = static_cast<std::size_t>(offset % kBlockSize);
      std::size_t bytes = buffer.size() / kBlockSize * kBlockSize;
      if (within == 0 && bytes != 0) {
        old_->Read(lba, buffer.first(bytes));
      } else {
        std::array<std::byte, kBlockSize> block;
        old_->Read(lba, block);
        bytes = std::min(buffer.size(), kBlockSize - within);
        std::ranges::copy(std::span(block).subspan(within, bytes), buffer.begin());
      }
      offset += bytes;
      buffer = buffer.subspan(bytes);
    }
  }

  const std::vector<tree::DiscExtent> extents_;
  const std::shared_ptr<OldSession> old_;
  std::uint64_t size_ = 0;
};

struct Open {
  std::shared_ptr<OldSession> old;

  std::shared_ptr<tree::ContentSource> operator()(std::monostate) const {
    return std::make_shared<EmbeddedSource>(std::vector<std::byte>());
  }
  std::shared_ptr<tree::ContentSource> operator()(const tree::Embedded& embedded) const {
    return std::make_shared<EmbeddedSource>(embedded.bytes);
  }
  std::shared_ptr<tree::ContentSource> operator()(const tree::Imported& imported) const {
    return std::make_shared<ImportedSource>(imported.extents, old);
  }
  std::shared_ptr<tree::ContentSource> operator()(const tree::New& fresh) const {
    return fresh.source;
  }
};

}  // namespace

std::shared_ptr<tree::ContentSource> OpenContent(const tree::Content& content,
                                                 std::shared_ptr<OldSession> old) {
  return std::visit(Open{std::move(old)}, content);
}

}  // namespace virtual_drive
