#pragma once

#include <windows.h>

#include <objidl.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "virtual/com/com_ptr.h"
#include "virtual/com/error.h"
#include "virtual/stream/layout.h"
#include "virtual/tree/content_source.h"

namespace virtual_drive {

// A caller's stream that is a part of another. Like every stream that is given to IMAPI2 it is
// called directly, on whatever thread reads. Any thread: one read at a time, since the position
// belongs to the stream.
class StreamPart {
 public:
  // Asks the stream for its size. Throws Error.
  explicit StreamPart(ComPtr<IStream> stream);

  std::uint64_t size() const noexcept { return size_; }
  // Throws Error where the stream fails, or ends before the size it told.
  void Read(std::uint64_t offset, std::span<std::byte> buffer);

 private:
  const ComPtr<IStream> stream_;
  std::uint64_t size_ = 0;
  std::mutex mutex_;
};

// Several streams as one. Any thread.
class CombinedContent final : public tree::ContentSource {
 public:
  using Parts = std::vector<std::shared_ptr<StreamPart>>;
  // `layout`: of exactly these parts.
  CombinedContent(Parts parts, StreamLayout layout)
      : parts_(std::move(parts)), layout_(std::move(layout)) {}

  const Parts& parts() const noexcept { return parts_; }

  std::uint64_t Size() const override { return layout_.size(); }
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  const Parts parts_;
  const StreamLayout layout_;
};

// The parts that a caller's array names. Throws Error for a null, and for `self`, which would have
// to read itself.
CombinedContent::Parts ToParts(IStream** streams, ULONG count, IUnknown* self);
std::vector<std::uint64_t> SizesOf(const CombinedContent::Parts& parts);

// Layout and parts as one; `lay_out` makes a StreamLayout of their sizes. Throws
// Error(E_INVALIDARG) where together they are too long.
template <class LayOut>
std::shared_ptr<CombinedContent> Combine(CombinedContent::Parts parts, LayOut&& lay_out) {
  try {
    StreamLayout layout = lay_out(SizesOf(parts));
    return std::make_shared<CombinedContent>(std::move(parts), std::move(layout));
  } catch (const std::overflow_error&) {
    throw Error(E_INVALIDARG, L"Together the streams are longer than a stream can be.");
  }
}

}  // namespace virtual_drive
