#pragma once

#include <windows.h>

#include <string>
#include <string_view>

namespace virtual_drive {

// Walks over the alternate data streams of a file of Windows. Owns a search handle. Where the file
// system has no streams, or the file none beside its own data, it finds none.
class StreamSearch {
 public:
  // Throws Error, as Next does.
  explicit StreamSearch(const std::wstring& path);
  StreamSearch(const StreamSearch&) = delete;
  StreamSearch& operator=(const StreamSearch&) = delete;
  ~StreamSearch();

  // The name of another one; empty at the end. Valid until the next call.
  std::wstring_view Next();

 private:
  void RequireEnd() const;

  const std::wstring path_;
  WIN32_FIND_STREAM_DATA entry_;
  HANDLE handle_;
  bool more_;
  bool first_ = true;
};

// "name" of ":name:$DATA", as FindFirstStreamW has it; empty for the file's own data, which has no
// name, and for streams of another type, which hold no data (MS-FSCC 2.1.5.1).
std::wstring_view StreamName(std::wstring_view found) noexcept;

}  // namespace virtual_drive
