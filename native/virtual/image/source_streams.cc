#include "virtual/image/source_streams.h"

#include <utility>

#include "virtual/image/fsi_errors.h"
#include "virtual/image/utf16.h"

namespace virtual_drive {

std::wstring_view StreamName(std::wstring_view found) noexcept {
  constexpr std::wstring_view kData = L":$DATA";
  if (!found.starts_with(L':')) return {};
  found.remove_prefix(1);
  if (!found.ends_with(kData)) return {};
  return found.substr(0, found.size() - kData.size());
}

StreamSearch::StreamSearch(const std::wstring& path)
    : path_(path),
      handle_(FindFirstStreamW(path_.c_str(), FindStreamInfoStandard, &entry_, 0)),
      more_(handle_ != INVALID_HANDLE_VALUE) {
  // Of a file system that has no streams (sdk-api: FindFirstStreamW).
  if (!more_ && GetLastError() != ERROR_INVALID_PARAMETER) RequireEnd();
}

StreamSearch::~StreamSearch() {
  if (handle_ != INVALID_HANDLE_VALUE) FindClose(handle_);
}

std::wstring_view StreamSearch::Next() {
  while (more_) {
    if (!std::exchange(first_, false) && !FindNextStreamW(handle_, &entry_)) {
      more_ = false;
      RequireEnd();
      break;
    }
    const std::wstring_view name = StreamName(entry_.cStreamName);
    if (!name.empty()) return name;
  }
  return {};
}

void StreamSearch::RequireEnd() const {
  const DWORD code = GetLastError();
  if (code != ERROR_HANDLE_EOF)
    throw fsi_errors::StreamCreateFailure(FromWide(path_), HRESULT_FROM_WIN32(code));
}

}  // namespace virtual_drive
