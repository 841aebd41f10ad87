#pragma once

#include <windows.h>

#include <imapi2.h>

#include <string>
#include <utility>
#include <vector>

namespace virtual_drive {

// Settings in the types of IVirtualImapi's methods.
struct DriveInUse {
  std::wstring disc;  // full path; empty: an empty tray
  IMAPI_MEDIA_PHYSICAL_TYPE media;
  LONGLONG sectors;
  LONG sectors_per_second;
};
struct SettingsInUse {
  std::vector<DriveInUse> drives;
  std::vector<std::pair<std::wstring, std::wstring>> switches;
};

// The first there is of:
// - the variable IMAPI2_VIRTUAL_DRIVES, which holds settings; paths in it may be relative to the
//   current folder;
// - the file that the variable IMAPI2_VIRTUAL_SETTINGS names;
// - the file imapi2-virtual\settings.txt in %LOCALAPPDATA%.
// Paths in a file may be relative to its folder. None of them: no drives. `source` becomes what was
// read, in words, also where it fails. Throws Error.
SettingsInUse ReadSettings(std::wstring& source);

}  // namespace virtual_drive
