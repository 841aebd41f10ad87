#include "virtual/image/stream_cursor.h"

#include <objbase.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "virtual/com/error.h"

namespace virtual_drive {

StreamCursor::StreamCursor(std::shared_ptr<tree::ContentSource> content, std::wstring name)
    : content_(std::move(content)), name_(std::move(name)), size_(content_->Size()) {}

HRESULT StreamCursor::Read(void* buffer, ULONG bytes, ULONG* read) {
  if (read) *read = 0;
  if (!buffer && bytes != 0) return STG_E_INVALIDPOINTER;
  std::unique_lock lock(mutex_);
  const std::size_t done = ReadHere(lock, {static_cast<std::byte*>(buffer), bytes});
  if (read) *read = static_cast<ULONG>(done);
  return done == bytes ? S_OK : S_FALSE;
}

HRESULT StreamCursor::Seek(LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER* position) {
  const std::scoped_lock lock(mutex_);
  std::uint64_t base = 0;
  if (origin == STREAM_SEEK_CUR) base = position_;
  if (origin == STREAM_SEEK_END) base = size_;
  if (origin > STREAM_SEEK_END) return STG_E_INVALIDFUNCTION;
  const std::int64_t by = move.QuadPart;
  // A position before the start, or one that no signed offset reaches, is refused; one behind the
  // end is allowed.
  constexpr auto kLast = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const bool before_start = by < 0 && static_cast<std::uint64_t>(-(by + 1)) + 1 > base;
  const bool too_far = by > 0 && static_cast<std::uint64_t>(by) > kLast - base;
  if (before_start || too_far) return STG_E_INVALIDFUNCTION;
  position_ = base + static_cast<std::uint64_t>(by);
  if (position) position->QuadPart = position_;
  return S_OK;
}

HRESULT StreamCursor::CopyTo(IStream* target, ULARGE_INTEGER bytes, ULARGE_INTEGER* read,
                             ULARGE_INTEGER* written) {
  if (read) read->QuadPart = 0;
  if (written) written->QuadPart = 0;
  if (!target) return STG_E_INVALIDPOINTER;
  constexpr std::uint64_t kChunk = 1 << 20;
  std::vector<std::byte> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, bytes.QuadPart)));
  std::uint64_t copied = 0;
  std::unique_lock lock(mutex_);
  while (copied < bytes.QuadPart) {
    const auto want =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), bytes.QuadPart - copied));
    const std::size_t got = ReadHere(lock, std::span(buffer).first(want));
    if (got == 0) break;
    if (read) read->QuadPart += got;
    ULONG put = 0;
    Check(target->Write(buffer.data(), static_cast<ULONG>(got), &put));
    if (written) written->QuadPart += put;
    if (put != got) return STG_E_MEDIUMFULL;
    copied += got;
  }
  return S_OK;
}

HRESULT StreamCursor::Stat(STATSTG* status, DWORD flags) const {
  if (!status) return STG_E_INVALIDPOINTER;
  if (flags != STATFLAG_DEFAULT && flags != STATFLAG_NONAME) return STG_E_INVALIDFLAG;
  *status = {};
  if (flags == STATFLAG_DEFAULT) {
    const std::size_t bytes = (name_.size() + 1) * sizeof(wchar_t);
    status->pwcsName = static_cast<LPOLESTR>(CoTaskMemAlloc(bytes));
    if (!status->pwcsName) return E_OUTOFMEMORY;
    std::memcpy(status->pwcsName, name_.c_str(), bytes);
  }
  status->type = STGTY_STREAM;
  status->cbSize.QuadPart = size_;
  status->grfMode = STGM_READ;
  return S_OK;
}

std::size_t StreamCursor::ReadHere(const std::unique_lock<std::mutex>&,
                                   std::span<std::byte> buffer) {
  const std::uint64_t left = size_ - std::min(position_, size_);
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), left));
  if (bytes != 0) content_->Read(position_, buffer.first(bytes));
  position_ += bytes;
  return bytes;
}

}  // namespace virtual_drive
