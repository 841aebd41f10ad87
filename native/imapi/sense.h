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
  // Something has happened to the drive or its medium. It is told once, in place of carrying out
  // the command (SPC-4 5.14).
  bool unit_attention() const noexcept { return key == 6; }
  // What a drive that works says of sectors that its medium can't give it. Which of these it says
  // of a write unit in which the power went is the drive's own choice: medium error, hardware error
  // (no tracking), blank check, or an address that it has not, or not for reading (MMC-6, annex F).
  bool unreadable() const noexcept {
    return key == 3 || key == 4 || key == 8 ||
           (key == 5 && (asc == 0x21 || asc == 0x63 || asc == 0x64));
  }
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
