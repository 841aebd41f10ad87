#include "imapi/partial_file.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

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

com::WinHandle PartialFile::TakeName(bool replace) {
  const std::wstring name = LongPath(target_);
  const size_t bytes = name.size() * sizeof(wchar_t);
  std::vector<std::byte> order(sizeof(FILE_RENAME_INFO) + bytes);  // zeroed: the name ends with one
  auto* const rename = reinterpret_cast<FILE_RENAME_INFO*>(order.data());
  rename->ReplaceIfExists = replace ? TRUE : FALSE;
  rename->FileNameLength = static_cast<DWORD>(bytes);
  std::memcpy(order.data() + offsetof(FILE_RENAME_INFO, FileName), name.data(), bytes);
  if (!SetFileInformationByHandle(file_.Get(), FileRenameInfo, rename,
                                  static_cast<DWORD>(order.size()))) {
    Fail();
  }
  return std::move(file_);
}

void PartialFile::Fail(DWORD error) const { throw manner_.failure(target_, error); }

bool DeleteByHandle(HANDLE file) noexcept {
  FILE_DISPOSITION_INFO gone = {};
  gone.DeleteFile = TRUE;
  return SetFileInformationByHandle(file, FileDispositionInfo, &gone, sizeof(gone)) != FALSE;
}

}  // namespace imapi2
