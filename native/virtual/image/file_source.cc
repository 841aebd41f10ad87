#include "virtual/image/file_source.h"

#include <algorithm>
#include <utility>

#include "virtual/image/fsi_errors.h"
#include "virtual/image/utf16.h"

namespace virtual_drive {
namespace {

HRESULT LastError() noexcept { return HRESULT_FROM_WIN32(GetLastError()); }

}  // namespace

FileSource::Handle::Handle(const std::wstring& path)
    : handle_(CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                          FILE_FLAG_SEQUENTIAL_SCAN, nullptr)) {
  if (handle_ == INVALID_HANDLE_VALUE)
    throw fsi_errors::StreamCreateFailure(FromWide(path), LastError());
}

std::uint64_t FileSource::Handle::Size(const std::wstring& path) const {
  LARGE_INTEGER size;
  if (!GetFileSizeEx(handle_, &size))
    throw fsi_errors::StreamCreateFailure(FromWide(path), LastError());
  return static_cast<std::uint64_t>(size.QuadPart);
}

FileSource::FileSource(std::shared_ptr<Session> session, std::wstring path)
    : session_(std::move(session)), path_(std::move(path)), size_(Handle(path_).Size(path_)) {
  if (session_->Switch("source-handles") == "from-add") opened_.emplace(*session_, path_);
}

FileSource::~FileSource() = default;

void FileSource::Read(std::uint64_t offset, std::span<std::byte> buffer) {
  constexpr std::size_t kMostAtOnce = 1u << 30;  // ReadFile counts in 32 bits
  const std::scoped_lock lock(mutex_);
  if (!opened_) {
    opened_.emplace(*session_, path_);
    const std::uint64_t now = opened_->handle.Size(path_);
    if (now != size_) {
      opened_.reset();
      throw fsi_errors::StreamInconsistency(FromWide(path_), size_, now);
    }
  }
  while (!buffer.empty()) {
    OVERLAPPED position = {};
    position.Offset = static_cast<DWORD>(offset);
    position.OffsetHigh = static_cast<DWORD>(offset >> 32);
    DWORD got = 0;
    const auto want = static_cast<DWORD>(std::min(buffer.size(), kMostAtOnce));
    const bool read = ReadFile(opened_->handle.Get(), buffer.data(), want, &got, &position) != 0;
    const DWORD code = read ? ERROR_SUCCESS : GetLastError();
    if (code == ERROR_HANDLE_EOF || (read && got == 0)) {
      throw fsi_errors::StreamInconsistency(FromWide(path_), size_, offset);
    }
    if (!read) throw fsi_errors::StreamReadFailure(FromWide(path_), HRESULT_FROM_WIN32(code));
    offset += got;
    buffer = buffer.subspan(got);
  }
}

}  // namespace virtual_drive
