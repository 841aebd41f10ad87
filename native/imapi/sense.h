// A drive's answer to a command that it did not carry out.
#pragma once

#include <windows.h>

#include <array>
#include <string>

namespace imapi2 {

using SenseBuffer = std::array<BYTE, 18>;

struct Sense {
  int key;
  int asc;
  int ascq;

  // Fixed format, as IDiscRecorder2Ex hands it out (SPC-3, 4.5.3).
  static Sense From(const SenseBuffer& buffer) noexcept {
    return {buffer[2] & 0x0F, buffer[12], buffer[13]};
  }
  // No sense, and "recovered error": the command did its work.
  bool success() const noexcept { return key == 0 || key == 1; }
  bool illegal_field() const noexcept { return key == 5 && asc == 0x24; }
  // It works on something of its own for a while: becoming ready, formatting, a long write, another
  // long operation (MMC-6, table F.1). A medium that was changed (06/28) is no such thing.
  bool busy() const noexcept {
    return key == 2 && asc == 0x04 &&
           (ascq == 0x01 || ascq == 0x04 || ascq == 0x07 || ascq == 0x08);
  }
};

// The mapping that IMAPI2 itself uses, as its erase sample shows it; E_FAIL and a Win32 code for
// the rest.
HRESULT ToHresult(const Sense& sense) noexcept;
std::wstring ToText(const Sense& sense);

}  // namespace imapi2
