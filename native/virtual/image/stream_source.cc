#include "virtual/image/stream_source.h"

#include <algorithm>
#include <utility>

#include "virtual/image/fsi_errors.h"

namespace virtual_drive {

StreamSource::StreamSource(ComPtr<IStream> stream, std::u16string path)
    : stream_(std::move(stream)), path_(std::move(path)) {
  STATSTG status = {};
  const HRESULT result = stream_->Stat(&status, STATFLAG_NONAME);
  if (FAILED(result)) throw fsi_errors::StreamReadFailure(path_, result);
  size_ = status.cbSize.QuadPart;
}

void StreamSource::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  constexpr std::size_t kMostAtOnce = 1u << 30;  // IStream::Read counts in 32 bits
  const std::scoped_lock lock(mutex_);
  // Always: the caller has the stream too, and the same one may be the source of two files.
  LARGE_INTEGER position;
  position.QuadPart = static_cast<LONGLONG>(offset);
  const HRESULT sought = stream_->Seek(position, STREAM_SEEK_SET, nullptr);
  if (FAILED(sought)) throw fsi_errors::StreamReadFailure(path_, sought);
  while (!buffer.empty()) {
    ULONG got = 0;
    const auto want = static_cast<ULONG>(std::min(buffer.size(), kMostAtOnce));
    const HRESULT result = stream_->Read(buffer.data(), want, &got);
    if (FAILED(result) || got > want) throw fsi_errors::StreamReadFailure(path_, result);
    if (got == 0) throw fsi_errors::StreamInconsistency(path_, size_, offset);
    offset += got;
    buffer = buffer.subspan(got);
  }
}

}  // namespace virtual_drive
