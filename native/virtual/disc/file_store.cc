#include "virtual/disc/file_store.h"

#include <winioctl.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace virtual_drive {
namespace {

[[noreturn]] void ThrowLastError(DWORD code = GetLastError()) {
  throw std::system_error(static_cast<int>(code), std::system_category(), "disc file");
}

OVERLAPPED At(std::uint64_t offset) noexcept {
  OVERLAPPED position{};
  position.Offset = static_cast<DWORD>(offset);
  position.OffsetHigh = static_cast<DWORD>(offset >> 32);
  return position;
}

void SetLength(HANDLE file, std::uint64_t length) {
  LARGE_INTEGER end{};
  end.QuadPart = static_cast<LONGLONG>(length);
  if (!SetFilePointerEx(file, end, nullptr, FILE_BEGIN) || !SetEndOfFile(file)) ThrowLastError();
}

}  // namespace

std::wstring ExtendedPath(std::wstring_view path) {
  // The prefix turns off all parsing, so only paths that need none may have it.
  const bool drive = path.size() >= 3 && path[1] == L':' && path[2] == L'\\';
  const bool plain = path.find(L'/') == path.npos && path.find(L"\\.") == path.npos;
  if (drive && plain) return LR"(\\?\)" + std::wstring(path);
  const bool share =
      path.starts_with(LR"(\\)") && path.size() > 2 && path[2] != L'?' && path[2] != L'.';
  if (share && plain) return LR"(\\?\UNC)" + std::wstring(path.substr(1));
  return std::wstring(path);
}

void ReadAt(HANDLE file, std::uint64_t offset, std::span<std::uint8_t> data) {
  OVERLAPPED position = At(offset);
  DWORD done = 0;
  if (!ReadFile(file, data.data(), static_cast<DWORD>(data.size()), &done, &position)) {
    ThrowLastError();
  }
  if (done != data.size()) ThrowLastError(ERROR_HANDLE_EOF);
}

void WriteAt(HANDLE file, std::uint64_t offset, std::span<const std::uint8_t> data) {
  OVERLAPPED position = At(offset);
  DWORD done = 0;
  if (!WriteFile(file, data.data(), static_cast<DWORD>(data.size()), &done, &position)) {
    ThrowLastError();
  }
  if (done != data.size()) ThrowLastError(ERROR_DISK_FULL);
}

FileStore::FileStore(FileHandle file, std::uint32_t sectors)
    : file_(std::move(file)), sectors_(sectors) {}

void FileStore::Read(std::uint32_t lba, std::span<std::uint8_t> data) {
  ReadAt(file_.get(), std::uint64_t{lba} * kSectorSize, data);
}

void FileStore::Write(std::uint32_t lba, std::span<const std::uint8_t> data) {
  WriteAt(file_.get(), std::uint64_t{lba} * kSectorSize, data);
}

// Shrinking and growing again frees the space, and what grows is zeros. The caller saves the label,
// which went with it.
void FileStore::Clear() { SetLength(file_.get(), 0); }

void FileStore::Save(const DiscState& state) {
  const std::uint64_t end = std::uint64_t{sectors_} * kSectorSize;
  LARGE_INTEGER length{};
  if (!GetFileSizeEx(file_.get(), &length)) ThrowLastError();
  const Label label = ToLabel(state);
  if (static_cast<std::uint64_t>(length.QuadPart) != end + label.size()) {
    // Best effort: where the file system has no sparse files the disc takes its full size.
    DWORD returned = 0;
    DeviceIoControl(file_.get(), FSCTL_SET_SPARSE, nullptr, 0, nullptr, 0, &returned, nullptr);
    SetLength(file_.get(), end + label.size());
  }
  WriteAt(file_.get(), end, label);
}

void FileStore::Flush() {
  if (!FlushFileBuffers(file_.get())) ThrowLastError();
}

}  // namespace virtual_drive
