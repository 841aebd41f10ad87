#include "virtual/stream/combined_content.h"

#include <algorithm>
#include <utility>

#include "virtual/com/error.h"

namespace virtual_drive {

StreamPart::StreamPart(ComPtr<IStream> stream) : stream_(std::move(stream)) {
  STATSTG status = {};
  Check(stream_->Stat(&status, STATFLAG_NONAME));
  size_ = status.cbSize.QuadPart;
}

void StreamPart::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  constexpr std::size_t kMostAtOnce = 1u << 30;  // IStream::Read counts in 32 bits
  const std::scoped_lock lock(mutex_);
  LARGE_INTEGER position;
  position.QuadPart = static_cast<LONGLONG>(offset);
  Check(stream_->Seek(position, STREAM_SEEK_SET, nullptr));
  while (!buffer.empty()) {
    ULONG got = 0;
    const auto want = static_cast<ULONG>(std::min(buffer.size(), kMostAtOnce));
    Check(stream_->Read(buffer.data(), want, &got));
    if (got == 0 || got > want) {
      throw Error(STG_E_READFAULT, L"A part of the stream ended before the size that it had told.");
    }
    buffer = buffer.subspan(got);
  }
}

void CombinedContent::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  while (!buffer.empty()) {
    const StreamLayout::Stretch stretch = layout_.At(offset);
    const auto bytes =
        static_cast<std::size_t>(std::min<std::uint64_t>(stretch.bytes, buffer.size()));
    parts_[stretch.stream]->Read(stretch.offset, buffer.first(bytes));
    offset += bytes;
    buffer = buffer.subspan(bytes);
  }
}

CombinedContent::Parts ToParts(IStream** streams, ULONG count, IUnknown* self) {
  if (!streams) throw Error(E_POINTER, L"The array of streams is null.");
  if (count == 0) throw Error(E_INVALIDARG, L"There is no stream in the array.");
  CombinedContent::Parts parts;
  parts.reserve(count);
  for (ULONG i = 0; i < count; ++i) {
    if (!streams[i]) throw Error(E_POINTER, L"A stream of the array is null.");
    ComPtr<IStream> stream(streams[i]);
    if (stream.As<IUnknown>().Get() == self) {
      throw Error(E_INVALIDARG, L"A stream can't be a part of itself.");
    }
    parts.push_back(std::make_shared<StreamPart>(std::move(stream)));
  }
  return parts;
}

std::vector<std::uint64_t> SizesOf(const CombinedContent::Parts& parts) {
  std::vector<std::uint64_t> sizes;
  sizes.reserve(parts.size());
  for (const auto& part : parts) sizes.push_back(part->size());
  return sizes;
}

}  // namespace virtual_drive
