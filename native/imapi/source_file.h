// A file that is going to be on the disc: an IStream that opens it when it is read.
#pragma once

#include <windows.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "com/object.h"

struct IStream;

namespace imapi2 {

struct FileTimes {
  FILETIME created;
  FILETIME accessed;
  FILETIME modified;
};

struct SourceFile {
  // With the \\?\ prefix, so that it may be longer than MAX_PATH.
  std::wstring path;
  uint64_t size;
  FileTimes times;
};

// Looks at it without opening it. Error (kSourceUnreadable, kNotAFile) names the file.
SourceFile InspectSource(const std::wstring& path);

// Opens it as it will be opened when it is read, and closes it again: its rights and who else has
// it open are found out then and not before. The same Error.
void RequireReadable(const SourceFile& source);

// Remembers the first source that failed, because IMAPI2FS and IMAPI2 hand on an HRESULT at best:
// the failure of a result or a burn then names the file.
class SourceTrouble {
 public:
  void Note(std::string message);
  // Before a call whose failure it is to explain: an older trouble may have passed.
  void Forget();
  std::optional<std::string> message() const;

 private:
  mutable std::mutex mutex_;
  std::optional<std::string> message_;
};

// Opened at the first Read and closed again once it has been read to its end: an image can have
// 100,000 sources. Shared with readers only. A file whose size or time has changed since it was
// added is a failure that names it.
com::ComPtr<IStream> MakeSourceStream(SourceFile source, std::shared_ptr<SourceTrouble> trouble);

// `\\?\C:\folder\file`, `\\?\UNC\server\share\file`; absolute, as TypeScript hands paths over.
std::wstring LongPath(const std::wstring& path);

}  // namespace imapi2
