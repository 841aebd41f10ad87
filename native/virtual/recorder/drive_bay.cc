#include "virtual/recorder/drive_bay.h"

#include <cwchar>
#include <string>
#include <utility>

namespace virtual_drive {
namespace {

template <class... Arguments>
std::wstring Format(const wchar_t* format, Arguments... arguments) {
  wchar_t text[160];
  const int length = std::swprintf(text, std::size(text), format, arguments...);
  return std::wstring(text, length > 0 ? static_cast<std::size_t>(length) : 0);
}

std::wstring FreeLetter(LONG drive_number) {
  const DWORD taken = GetLogicalDrives();
  LONG wanted = drive_number;
  for (const wchar_t letter : std::wstring_view(L"VWXYZUTSRQPONMLKJIHGFE")) {
    if ((taken >> (letter - L'A') & 1) != 0) continue;
    if (wanted-- == 0) return std::wstring(1, letter) + L":\\";
  }
  return {};
}

mmc::Identity MakeIdentity(LONG drive_number) {
  mmc::Identity identity;
  std::string digits = std::to_string(drive_number + 1);
  identity.serial.replace(identity.serial.size() - digits.size(), digits.size(), digits);
  return identity;
}

}  // namespace

DriveNames MakeDriveNames(LONG session_number, LONG drive_number) {
  const unsigned session = static_cast<unsigned>(session_number);
  const unsigned drive = static_cast<unsigned>(drive_number);
  DriveNames names;
  names.unique_id = Format(
      L"\\\\?\\scsi#cdrom&ven_imapi2&prod_virtual_bd-re#4&%08x&0&%06x#"
      L"{53f56308-b6bf-11d0-94f2-00a0c91efb8b}",
      session, drive << 8);
  names.volume_name =
      Format(L"\\\\?\\Volume{1a2b0000-0000-4000-8000-%06x%06x}\\", session & 0xFFFFFF, drive);
  names.volume_path = FreeLetter(drive_number);
  names.number = drive_number;
  return names;
}

DriveBay::DriveBay(DriveNames names, std::unique_ptr<Disc> disc, std::uint32_t sectors_per_second)
    : names_(std::move(names)),
      identity_(MakeIdentity(names_.number)),
      drive_(identity_, std::move(disc), sectors_per_second) {}

}  // namespace virtual_drive
