#pragma once

#include <windows.h>

#include <imapi2fs.h>

#include <cstdint>
#include <string>

namespace virtual_drive {

// The properties of IFileSystemImage that are just values, with IMAPI2FS's defaults.
struct ImageSettings {
  LONG free_media_blocks =
      332'800;                 // 650 MB; 0: unlimited. Of the new session, where one was imported.
  LONG session_start = 0;      // of a session that continues no imported one
  std::u16string volume_name;  // set at construction: a date and time
  std::u16string imported_volume_name;
  std::wstring working_directory;
  LONG file_systems = FsiFileSystemUDF;  // chosen at construction, and by the medium
  LONG udf_revision = 0x102;
  LONG iso_interchange_level = 1;
  std::uint32_t write_unit =
      16;  // of the medium that defaults or multisession interfaces were taken from
  bool sequential = false;  // that medium is written one session after the other
  bool strict_compliance = false;
  bool restricted_characters = false;
  bool stage_files = true;
  bool redundant_metadata = false;
};

}  // namespace virtual_drive
