// A file that is written under another name and then takes that of its target: whoever looks there
// finds what was there before, or the whole of the new file.
#pragma once

#include <windows.h>

#include <cstdint>
#include <span>
#include <string>

#include "com/win_handle.h"
#include "imapi/error.h"

namespace imapi2 {

// Deleted again unless it took its name. On one thread at a time.
class PartialFile {
 public:
  struct Manner {
    // Null: as the folder has it.
    SECURITY_ATTRIBUTES* access;
    DWORD attributes;
    // What is thrown where Windows refuses something: in its owner's words.
    Error (*failure)(const std::wstring& target, DWORD error);
  };

  // `partial`: in the folder of the target, because only within one a rename is one step. Never a
  // file that is there already, whose rights somebody else may have chosen.
  PartialFile(std::wstring target, const std::wstring& partial, const Manner& manner);
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile();

  void Write(std::span<const uint8_t> bytes);
  // On the disk, when this returns.
  void Flush();
  // The last call. Gives the file, still held as it was: nobody, a virus scanner say, could get
  // hold of it in between.
  com::WinHandle TakeName(bool replace);

 private:
  [[noreturn]] void Fail(DWORD error = GetLastError()) const;

  const std::wstring target_;
  const std::wstring path_;
  const Manner manner_;
  com::WinHandle file_;
};

// Needs DELETE access to it. The file goes when its last handle is closed.
bool DeleteByHandle(HANDLE file) noexcept;

}  // namespace imapi2
