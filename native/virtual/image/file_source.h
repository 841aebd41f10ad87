#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "virtual/session/session.h"
#include "virtual/tree/content_source.h"

namespace virtual_drive {

// A file of Windows, for AddTree. Opened when the switch "source-handles" says, and then kept open,
// denying writers, until the image, its results and their streams are gone (docs/imapi2.md, Sources
// and names); the session counts it as a source handle.
class FileSource final : public tree::ContentSource {
 public:
  // `path`: in the "\\?\" form. Opens the file, for its size and to know that it can be read.
  // Throws Error IMAPI_E_DATA_STREAM_CREATE_FAILURE.
  FileSource(std::shared_ptr<Session> session, std::wstring path);
  ~FileSource() override;

  std::uint64_t Size() const override { return size_; }
  // Throws Error IMAPI_E_DATA_STREAM_CREATE_FAILURE, _INCONSISTENCY or _READ_FAILURE.
  void Read(std::uint64_t offset, std::span<std::byte> buffer) override;

 private:
  // Owns a file handle.
  class Handle {
   public:
    explicit Handle(const std::wstring& path);  // throws Error
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { CloseHandle(handle_); }
    HANDLE Get() const noexcept { return handle_; }
    std::uint64_t Size(const std::wstring& path) const;

   private:
    HANDLE handle_;
  };
  struct Opened {
    Opened(Session& session, const std::wstring& path)
        : counted(session.source_handles()), handle(path) {}
    Tally::Entry counted;
    Handle handle;
  };

  const std::shared_ptr<Session> session_;
  const std::wstring path_;
  std::uint64_t size_;
  std::mutex mutex_;
  std::optional<Opened> opened_;  // under mutex_
};

}  // namespace virtual_drive
