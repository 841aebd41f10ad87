// The file that a journal is kept in.
#pragma once

#include <windows.h>

#include <functional>
#include <string>

#include "com/win_handle.h"
#include "imapi/journal_format.h"

namespace imapi2 {

// Held exclusively as long as this lives: others may read it, nobody may write it, take it or
// remove it. It stays when this goes: only Remove ends it. On any thread, one at a time.
class JournalFile final : public JournalBytes {
 public:
  // What there was before stays what it was until the new one is whole and on the disk: it is
  // written beside, flushed, and renamed in one step. `write` gets where the bytes go; nothing is
  // left behind where it throws. `replace`: whether there may be a file already.
  // Error (kJournalWrite, kBusy) names the file.
  static JournalFile Create(const std::wstring& path, bool replace,
                            const std::function<void(const ByteSink&)>& write);
  // Error (kJournalMissing, kJournalDamaged, kBusy) names the file.
  static JournalFile Open(const std::wstring& path);

  uint64_t Size() override;
  void Read(uint64_t offset, std::span<uint8_t> bytes) override;

  // False where Windows does not let it go.
  bool Remove() noexcept;

 private:
  JournalFile(com::WinHandle file, std::wstring path)
      : file_(std::move(file)), path_(std::move(path)) {}

  com::WinHandle file_;
  std::wstring path_;
};

}  // namespace imapi2
