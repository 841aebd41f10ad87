// What is known of the disc in a drive.
#pragma once

#include <imapi2.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imapi/drive.h"

namespace imapi2 {

struct WriteSpeed {
  int32_t sectors_per_second;
  bool pure_cav;
  int32_t media;
};

// Numbers are IMAPI2's own.
struct MediaInfo {
  int32_t type = 0;
  bool rewritable = false;
  bool blank = false;
  bool physically_blank = false;
  int32_t state = 0;
  int32_t write_protect = 0;
  int32_t total_sectors = 0;
  int32_t free_sectors = 0;
  std::optional<int32_t> next_writable_address;
  std::optional<int32_t> write_unit;
  std::vector<WriteSpeed> write_speeds;
  std::optional<int32_t> current_write_speed;
  // Where IMAPI2's flags contradict the drive's own READ DISC INFORMATION.
  std::vector<std::string> warnings;
};

bool IsRewritable(int32_t media_type) noexcept;

// A disc that is written one session after the other, whether rewritable or not.
bool IsSequential(const MediaInfo& medium) noexcept;

// IMAPI_FORMAT2_DATA_MEDIA_STATE; that of a medium which IMAPI2 refuses to name is "unsupported".
int32_t MediaState(IDiscFormat2Data* format);

// Throws Error (kNotAppendable) where the state says that nothing can be recorded on the disc any
// more: it is closed, pressed, or its last session was never closed. `state`:
// IMAPI_FORMAT2_DATA_MEDIA_STATE.
void RequireOpenDisc(int32_t state, const char* operation);

// On the drive's worker. Both read from the disc and may take seconds. An empty tray is the drive's
// HRESULT.
MediaInfo ReadMediaInfo(DriveObjects& drive);

// Sectors that a write must start at a multiple of; empty where the medium has no multisession
// object that says.
std::optional<int32_t> WriteUnit(IDiscFormat2Data* format);

}  // namespace imapi2
