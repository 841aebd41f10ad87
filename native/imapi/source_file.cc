#include "imapi/source_file.h"

#include <utility>

#include "com/com_error.h"
#include "com/read_only_stream.h"
#include "com/system_text.h"
#include "com/text.h"
#include "com/win_handle.h"
#include "imapi/error.h"
#include "imapi/error_codes.h"

namespace imapi2 {
namespace {

constexpr char kAdd[] = "IFsiDirectoryItem::Add";

std::string Quoted(const std::wstring& path) {
  constexpr std::wstring_view kUnc = LR"(\\?\UNC\)";
  constexpr std::wstring_view kLong = LR"(\\?\)";
  std::wstring shown = path;
  if (shown.starts_with(kUnc)) {
    shown = LR"(\\)" + shown.substr(kUnc.size());
  } else if (shown.starts_with(kLong)) {
    shown = shown.substr(kLong.size());
  }
  return "'" + com::ToUtf8(shown) + "'";
}

uint64_t Join(DWORD high, DWORD low) { return (static_cast<uint64_t>(high) << 32) | low; }

bool SameTime(const FILETIME& left, const FILETIME& right) {
  return CompareFileTime(&left, &right) == 0;
}

// GetFileAttributesEx tells the size and the times of a link itself, and not of what is read
// through it. A link that leads nowhere is left as it is: opening it says so.
void FollowLink(const std::wstring& path, WIN32_FILE_ATTRIBUTE_DATA* data) {
  constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const com::WinHandle target(CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES, kShareAll, nullptr,
                                          OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  BY_HANDLE_FILE_INFORMATION info = {};
  if (!target || !GetFileInformationByHandle(target.Get(), &info)) return;
  *data = {.dwFileAttributes = info.dwFileAttributes,
           .ftCreationTime = info.ftCreationTime,
           .ftLastAccessTime = info.ftLastAccessTime,
           .ftLastWriteTime = info.ftLastWriteTime,
           .nFileSizeHigh = info.nFileSizeHigh,
           .nFileSizeLow = info.nFileSizeLow};
}

com::WinHandle OpenSource(const SourceFile& source) {
  return com::WinHandle(CreateFileW(source.path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr,
                                    OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr));
}

[[noreturn]] void FailUnreadable(const std::wstring& path, HRESULT failure) {
  throw Error(code::kSourceUnreadable, kAdd,
              "The source file " + Quoted(path) +
                  " could not be read: " + com::ToUtf8(com::SystemText(failure)));
}

class SourceStream final : public com::ReadOnlyStream<> {
 public:
  SourceStream(SourceFile source, std::shared_ptr<SourceTrouble> trouble)
      : source_(std::move(source)), trouble_(std::move(trouble)) {}

 private:
  uint64_t Size() const noexcept override { return source_.size; }

  HRESULT ReadAt(uint64_t offset, void* buffer, ULONG size, ULONG* read) noexcept override {
    try {
      if (!file_) Open();
      OVERLAPPED place = {};
      place.Offset = static_cast<DWORD>(offset);
      place.OffsetHigh = static_cast<DWORD>(offset >> 32);
      DWORD done = 0;
      if (!ReadFile(file_.Get(), buffer, size, &done, &place)) com::ThrowLastError("ReadFile");
      // Shared with readers only, so it can't have been cut since Open; a file system may still say
      // so.
      if (done < size) Fail(HRESULT_FROM_WIN32(ERROR_HANDLE_EOF), "became shorter");
      if (offset + done == source_.size) file_ = com::WinHandle();
      *read = done;
      return S_OK;
    } catch (const com::ComError& error) {
      return error.code();
    } catch (...) {
      return E_UNEXPECTED;
    }
  }

  void Open() {
    com::WinHandle file = OpenSource(source_);
    if (!file) {
      const HRESULT failure = HRESULT_FROM_WIN32(GetLastError());
      Fail(failure, "could not be opened: " + com::ToUtf8(com::SystemText(failure)));
    }
    BY_HANDLE_FILE_INFORMATION info = {};
    if (!GetFileInformationByHandle(file.Get(), &info))
      com::ThrowLastError("GetFileInformationByHandle");
    const uint64_t size = Join(info.nFileSizeHigh, info.nFileSizeLow);
    if (size != source_.size) {
      Fail(HRESULT_FROM_WIN32(ERROR_FILE_INVALID),
           "has changed since it was added: it had " + std::to_string(source_.size) +
               " bytes and has " + std::to_string(size) + " now");
    }
    if (!SameTime(info.ftLastWriteTime, source_.times.modified)) {
      Fail(HRESULT_FROM_WIN32(ERROR_FILE_INVALID), "was written to since it was added");
    }
    file_ = std::move(file);
  }

  [[noreturn]] void Fail(HRESULT code, const std::string& what) const {
    trouble_->Note("The source file " + Quoted(source_.path) + " " + what);
    throw com::ComError(code, "CreateFileW", {});
  }

  const SourceFile source_;
  const std::shared_ptr<SourceTrouble> trouble_;
  // Under the stream's lock.
  com::WinHandle file_;
};

}  // namespace

std::wstring LongPath(const std::wstring& path) {
  if (path.starts_with(LR"(\\?\)") || path.starts_with(LR"(\\.\)")) return path;
  std::wstring full = path;
  for (wchar_t& letter : full) {
    if (letter == L'/') letter = L'\\';
  }
  if (full.starts_with(LR"(\\)")) return LR"(\\?\UNC\)" + full.substr(2);
  const bool absolute = full.size() > 2 && full[1] == L':' && full[2] == L'\\';
  return absolute ? LR"(\\?\)" + full : full;
}

SourceFile InspectSource(const std::wstring& path) {
  const std::wstring full = LongPath(path);
  WIN32_FILE_ATTRIBUTE_DATA data = {};
  if (!GetFileAttributesExW(full.c_str(), GetFileExInfoStandard, &data)) {
    FailUnreadable(full, HRESULT_FROM_WIN32(GetLastError()));
  }
  if ((data.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) FollowLink(full, &data);
  if ((data.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE)) != 0) {
    throw Error(code::kNotAFile, kAdd, "The source " + Quoted(full) + " is not a file");
  }
  return {
      .path = full,
      .size = Join(data.nFileSizeHigh, data.nFileSizeLow),
      .times = {data.ftCreationTime, data.ftLastAccessTime, data.ftLastWriteTime},
  };
}

void RequireReadable(const SourceFile& source) {
  if (!OpenSource(source)) FailUnreadable(source.path, HRESULT_FROM_WIN32(GetLastError()));
}

void SourceTrouble::Note(std::string message) {
  const std::scoped_lock lock(mutex_);
  if (!message_) message_ = std::move(message);
}

void SourceTrouble::Forget() {
  const std::scoped_lock lock(mutex_);
  message_.reset();
}

std::optional<std::string> SourceTrouble::message() const {
  const std::scoped_lock lock(mutex_);
  return message_;
}

com::ComPtr<IStream> MakeSourceStream(SourceFile source, std::shared_ptr<SourceTrouble> trouble) {
  return com::ComPtr<IStream>::Attach(new SourceStream(std::move(source), std::move(trouble)));
}

}  // namespace imapi2
