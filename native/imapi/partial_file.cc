#include "imapi/partial_file.h"

#include <algorithm>
#include <utility>

#include "imapi/source_file.h"

namespace imapi2 {

PartialFile::PartialFile(std::wstring target, const std::wstring& partial, const Manner& manner)
    : target_(std::move(target)),
      path_(LongPath(partial)),
      manner_(manner),
      file_(CreateFileW(path_.c_str(), GENERIC_READ | GENERIC_WRITE | DELETE, FILE_SHARE_READ,
                        manner.access, CREATE_NEW, manner.attributes, nullptr)) {
  if (!file_) Fail();
}

PartialFile::~PartialFile() {
  if (file_) DeleteByHandle(file_.Get());
}

void PartialFile::Write(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    constexpr size_t kMost = 1 << 30;  // WriteFile counts in 32 bits
    const auto size = static_cast<DWORD>(std::min(bytes.size(), kMost));
    DWORD written = 0;
    if (!WriteFile(file_.Get(), bytes.data(), size, &written, nullptr)) Fail();
    bytes = bytes.subspan(written);
  }
}

void PartialFile::Flush() {
  if (!FlushFileBuffers(file_.Get())) Fail();
}

void PartialFile::TakeName(DWORD flags) {
  // It can't be renamed while it is held without sharing that.
  file_ = com::WinHandle();
  if (MoveFileExW(path_.c_str(), LongPath(target_).c_str(), flags)) return;
  const DWORD error = GetLastError();
  DeleteFileW(path_.c_str());
  Fail(error);
}

void PartialFile::Fail(DWORD error) const { throw manner_.failure(target_, error); }

bool DeleteByHandle(HANDLE file) noexcept {
  FILE_DISPOSITION_INFO gone = {};
  gone.DeleteFile = TRUE;
  return SetFileInformationByHandle(file, FileDispositionInfo, &gone, sizeof(gone)) != FALSE;
}

}  // namespace imapi2
