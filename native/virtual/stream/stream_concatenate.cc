#include "virtual/stream/stream_concatenate.h"

#include <utility>

namespace virtual_drive {
namespace {

std::shared_ptr<tree::ContentSource> Concatenated(CombinedContent::Parts parts) {
  return Combine(std::move(parts), StreamLayout::Concatenate);
}

}  // namespace

StreamConcatenate::StreamConcatenate(std::shared_ptr<Session> session)
    : MadeStream(std::move(session), Concatenated({}), L"concatenated") {}

// The caller holds parts_mutex_.
void StreamConcatenate::Set(CombinedContent::Parts parts, std::uint64_t position) {
  Replace(Concatenated(parts), position);
  parts_ = std::move(parts);
}

HRESULT StreamConcatenate::Initialize(IStream* stream1, IStream* stream2) noexcept {
  return session()->Call("IStreamConcatenate::Initialize", [&]() -> HRESULT {
    IStream* streams[] = {stream1, stream2};
    CombinedContent::Parts parts = ToParts(streams, 2, Identity());
    const std::lock_guard lock(parts_mutex_);
    Set(std::move(parts), 0);
    return S_OK;
  });
}

HRESULT StreamConcatenate::Initialize2(IStream** streams, ULONG count) noexcept {
  return session()->Call("IStreamConcatenate::Initialize2", [&]() -> HRESULT {
    CombinedContent::Parts parts = ToParts(streams, count, Identity());
    const std::lock_guard lock(parts_mutex_);
    Set(std::move(parts), 0);
    return S_OK;
  });
}

HRESULT StreamConcatenate::Append(IStream* stream) noexcept {
  return session()->Call("IStreamConcatenate::Append", [&]() -> HRESULT {
    CombinedContent::Parts added = ToParts(&stream, 1, Identity());
    const std::lock_guard lock(parts_mutex_);
    CombinedContent::Parts parts = parts_;
    parts.insert(parts.end(), added.begin(), added.end());
    Set(std::move(parts), Position());
    return S_OK;
  });
}

HRESULT StreamConcatenate::Append2(IStream** streams, ULONG count) noexcept {
  return session()->Call("IStreamConcatenate::Append2", [&]() -> HRESULT {
    CombinedContent::Parts added = ToParts(streams, count, Identity());
    const std::lock_guard lock(parts_mutex_);
    CombinedContent::Parts parts = parts_;
    parts.insert(parts.end(), added.begin(), added.end());
    Set(std::move(parts), Position());
    return S_OK;
  });
}

void StreamConcatenate::CopyInto(StreamConcatenate& clone) const {
  const std::scoped_lock lock(parts_mutex_, clone.parts_mutex_);
  clone.Set(parts_, Position());
}

}  // namespace virtual_drive
