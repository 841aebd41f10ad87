#include "imapi/journal_file.h"

#include <utility>

#include "com/system_text.h"
#include "com/text.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"
#include "imapi/partial_file.h"
#include "imapi/private_access.h"
#include "imapi/source_file.h"

namespace imapi2 {
namespace {

using com::WinHandle;

constexpr char kCreate[] = "burn";
constexpr char kOpen[] = "resumeBurn";

constexpr wchar_t kPartial[] = L".partial";
constexpr DWORD kAttributes = FILE_ATTRIBUTE_NORMAL | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;

Error Failure(const char* code, const char* operation, const std::wstring& path,
              const std::string& what, DWORD error) {
  const std::string system = com::ToUtf8(com::SystemText(HRESULT_FROM_WIN32(error)));
  return Error(code, operation,
               "The journal '" + com::ToUtf8(path) + "' " + what +
                   (system.empty() ? " (error " + std::to_string(error) + ")" : ": " + system));
}

Error Unwritable(const std::wstring& path, DWORD error) {
  const bool held = error == ERROR_SHARING_VIOLATION;
  return Failure(held ? code::kBusy : code::kJournalWrite, kCreate, path,
                 held ? "is in use by a burn under way" : "could not be written", error);
}

WinHandle OpenFile(const std::wstring& path) {
  return WinHandle(CreateFileW(LongPath(path).c_str(), GENERIC_READ | GENERIC_WRITE | DELETE,
                               FILE_SHARE_READ, nullptr, OPEN_EXISTING, kAttributes, nullptr));
}

// An older one was left by a process that was killed while it wrote it.
std::wstring FreePartialName(const std::wstring& target) {
  const std::wstring partial = target + kPartial;
  if (!DeleteFileW(LongPath(partial).c_str())) {
    const DWORD error = GetLastError();
    const bool none = error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
    if (!none) throw Unwritable(target, error);
  }
  return partial;
}

}  // namespace

JournalFile JournalFile::Create(const std::wstring& path, bool replace,
                                const std::function<void(const ByteSink&)>& write) {
  PrivateAccess access;
  PartialFile partial(path, FreePartialName(path),
                      {.access = access.Get(), .attributes = kAttributes, .failure = &Unwritable});
  write([&partial](std::span<const uint8_t> bytes) { partial.Write(bytes); });
  partial.Flush();
  JournalFile journal(partial.TakeName(replace), path);
  // Its new name, too, must outlive a power cut from here on.
  if (!FlushFileBuffers(journal.file_.Get())) {
    const DWORD error = GetLastError();
    journal.Remove();
    throw Unwritable(path, error);
  }
  return journal;
}

JournalFile JournalFile::Open(const std::wstring& path) {
  WinHandle file = OpenFile(path);
  if (file) return JournalFile(std::move(file), path);
  const DWORD error = GetLastError();
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      throw Failure(code::kJournalMissing, kOpen, path, "is not there", error);
    case ERROR_SHARING_VIOLATION:
      throw Failure(code::kBusy, kOpen, path, "is in use by a burn under way", error);
    default:
      throw Failure(code::kJournalDamaged, kOpen, path, "could not be opened", error);
  }
}

uint64_t JournalFile::Size() {
  LARGE_INTEGER size = {};
  if (!GetFileSizeEx(file_.Get(), &size)) {
    throw Failure(code::kJournalDamaged, kOpen, path_, "could not be read", GetLastError());
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
      throw Failure(code::kJournalDamaged, kOpen, path_, "could not be read",
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
