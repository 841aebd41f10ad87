#include "imapi/journal_file.h"

#include <utility>

#include "com/system_text.h"
#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/private_access.h"
#include "imapi/source_file.h"

namespace imapi2 {
namespace {

using com::WinHandle;

constexpr char kCreate[] = "burn";
constexpr char kOpen[] = "resumeBurn";

// Beside the journal, because only within a folder a rename is one step.
constexpr wchar_t kPartial[] = L".partial";

[[noreturn]] void Throw(const char* code, const char* operation, const std::wstring& path,
                        const std::string& what, DWORD error) {
  const std::string system = com::ToUtf8(com::SystemText(HRESULT_FROM_WIN32(error)));
  throw Error(code, operation,
              "The journal '" + com::ToUtf8(path) + "' " + what +
                  (system.empty() ? " (error " + std::to_string(error) + ")" : ": " + system));
}

[[noreturn]] void ThrowUnwritable(const std::wstring& path, DWORD error) {
  const bool held = error == ERROR_SHARING_VIOLATION;
  Throw(held ? code::kBusy : code::kJournalWrite, kCreate, path,
        held ? "is in use by a burn under way" : "could not be written", error);
}

// `access`: the rights that a new file gets.
WinHandle OpenFile(const std::wstring& path, DWORD disposition, SECURITY_ATTRIBUTES* access) {
  return WinHandle(CreateFileW(
      LongPath(path).c_str(), GENERIC_READ | GENERIC_WRITE | DELETE, FILE_SHARE_READ, access,
      disposition, FILE_ATTRIBUTE_NORMAL | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, nullptr));
}

// Never one that is there already, whose rights somebody else may have chosen.
WinHandle MakeFile(const std::wstring& path, const std::wstring& target) {
  PrivateAccess access;
  WinHandle file = OpenFile(path, CREATE_NEW, access.Get());
  if (!file) ThrowUnwritable(target, GetLastError());
  return file;
}

bool DeleteByHandle(HANDLE file) noexcept {
  FILE_DISPOSITION_INFO gone = {};
  gone.DeleteFile = TRUE;
  return SetFileInformationByHandle(file, FileDispositionInfo, &gone, sizeof(gone)) != FALSE;
}

// A file that is deleted again unless it was finished.
class PartialFile {
 public:
  explicit PartialFile(const std::wstring& target) : target_(target), path_(target + kPartial) {
    // An older one was left by a process that was killed while it wrote it.
    if (!DeleteFileW(LongPath(path_).c_str())) {
      const DWORD error = GetLastError();
      const bool none = error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
      if (!none) ThrowUnwritable(target_, error);
    }
    file_ = MakeFile(path_, target_);
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile() {
    if (file_) DeleteByHandle(file_.Get());
  }

  void Write(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
      constexpr size_t kMost = 1024 * 1024;
      const auto size = static_cast<DWORD>(bytes.size() < kMost ? bytes.size() : kMost);
      DWORD written = 0;
      if (!WriteFile(file_.Get(), bytes.data(), size, &written, nullptr)) {
        ThrowUnwritable(target_, GetLastError());
      }
      bytes = bytes.subspan(written);
    }
  }

  // On the disk under its own name, when this returns.
  void Finish(bool replace) {
    if (!FlushFileBuffers(file_.Get())) ThrowUnwritable(target_, GetLastError());
    // It can't be renamed while it is held without sharing that.
    file_ = WinHandle();
    const DWORD flags = MOVEFILE_WRITE_THROUGH | (replace ? MOVEFILE_REPLACE_EXISTING : 0);
    if (MoveFileExW(LongPath(path_).c_str(), LongPath(target_).c_str(), flags)) return;
    const DWORD error = GetLastError();
    DeleteFileW(LongPath(path_).c_str());
    ThrowUnwritable(target_, error);
  }

 private:
  const std::wstring target_;
  const std::wstring path_;
  WinHandle file_;
};

}  // namespace

JournalFile JournalFile::Create(const std::wstring& path, bool replace,
                                const std::function<void(const ByteSink&)>& write) {
  PartialFile partial(path);
  write([&partial](std::span<const uint8_t> bytes) { partial.Write(bytes); });
  partial.Finish(replace);
  WinHandle file = OpenFile(path, OPEN_EXISTING, nullptr);
  if (!file || !FlushFileBuffers(file.Get())) ThrowUnwritable(path, GetLastError());
  return JournalFile(std::move(file), path);
}

JournalFile JournalFile::Open(const std::wstring& path) {
  WinHandle file = OpenFile(path, OPEN_EXISTING, nullptr);
  if (file) return JournalFile(std::move(file), path);
  const DWORD error = GetLastError();
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      Throw(code::kJournalMissing, kOpen, path, "is not there", error);
    case ERROR_SHARING_VIOLATION:
      Throw(code::kBusy, kOpen, path, "is in use by a burn under way", error);
    default:
      Throw(code::kJournalDamaged, kOpen, path, "could not be opened", error);
  }
}

uint64_t JournalFile::Size() {
  LARGE_INTEGER size = {};
  if (!GetFileSizeEx(file_.Get(), &size)) {
    Throw(code::kJournalDamaged, kOpen, path_, "could not be read", GetLastError());
  }
  return static_cast<uint64_t>(size.QuadPart);
}

void JournalFile::Read(uint64_t offset, std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    OVERLAPPED place = {};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    constexpr size_t kMost = 1024 * 1024;
    const auto size = static_cast<DWORD>(bytes.size() < kMost ? bytes.size() : kMost);
    DWORD done = 0;
    if (!ReadFile(file_.Get(), bytes.data(), size, &done, &place) || done == 0) {
      Throw(code::kJournalDamaged, kOpen, path_, "could not be read",
            done == 0 ? static_cast<DWORD>(ERROR_HANDLE_EOF) : GetLastError());
    }
    bytes = bytes.subspan(done);
    offset += done;
  }
}

bool JournalFile::Remove() noexcept {
  const bool removed = DeleteByHandle(file_.Get());
  file_ = WinHandle();
  return removed;
}

}  // namespace imapi2
