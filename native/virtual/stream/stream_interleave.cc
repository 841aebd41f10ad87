#include "virtual/stream/stream_interleave.h"

#include <algorithm>
#include <utility>

#include "virtual/stream/zero_content.h"

namespace virtual_drive {

StreamInterleave::StreamInterleave(std::shared_ptr<Session> session)
    : MadeStream(std::move(session), std::make_shared<ZeroContent>(0), L"interleaved"),
      content_(std::make_shared<CombinedContent>(CombinedContent::Parts(), StreamLayout())) {}

HRESULT StreamInterleave::Initialize(IStream** streams, ULONG* sizes, ULONG count) noexcept {
  return session()->Call("IStreamInterleave::Initialize", [&]() -> HRESULT {
    if (!sizes) throw Error(E_POINTER, L"The array of interleave sizes is null.");
    CombinedContent::Parts parts = ToParts(streams, count, Identity());
    const std::vector<std::uint64_t> chunks(sizes, sizes + count);
    if (std::ranges::find(chunks, 0u) != chunks.end()) {
      throw Error(E_INVALIDARG, L"An interleave size is 0: of that stream nothing would come.");
    }
    auto content = Combine(std::move(parts), [&](const std::vector<std::uint64_t>& of) {
      return StreamLayout::Interleave(of, chunks);
    });
    const std::lock_guard lock(content_mutex_);
    Replace(content, 0);
    content_ = std::move(content);
    return S_OK;
  });
}

void StreamInterleave::CopyInto(StreamInterleave& clone) const {
  const std::scoped_lock lock(content_mutex_, clone.content_mutex_);
  clone.Replace(content_, Position());
  clone.content_ = content_;
}

}  // namespace virtual_drive
