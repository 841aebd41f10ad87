#pragma once

#include <windows.h>

#include <imapi2.h>

#include <cstdint>
#include <span>

#include "virtual/com/com_ptr.h"
#include "virtual/udf/sector_source.h"

namespace virtual_drive {

// The disc in a recorder, read by READ(10) through IDiscRecorder2Ex: the documented way of
// anybody's file system over anybody's drive, a real one included. There is no private shortcut to
// our own.
class DiscReader final : public udf::SectorSource {
 public:
  // Throws Error where the recorder has no IDiscRecorder2Ex.
  explicit DiscReader(IUnknown* recorder);

  // Throws Error: what the command failed with, the drive's own code where the sense data says that
  // there is no medium to read, else IMAPI_E_IMPORT_READ_FAILURE. Any thread, if the recorder
  // allows it; ours does.
  void Read(std::uint32_t lba, std::span<std::byte> buffer) override;

  // Of the medium, by READ CAPACITY(10). Throws Error.
  std::uint32_t Sectors();

  // That can still be written to a sequential medium, by READ TRACK INFORMATION. Throws Error,
  // E_IMAPI_DF2DATA_INVALID_MEDIA_STATE where the disc is closed.
  std::uint32_t FreeSectors();

  // Of the disc's last complete session, by READ TOC/PMA/ATIP; 0 where the drive doesn't tell, as
  // with most media that have one session only.
  std::uint32_t LastSessionStart();

  // IMAPI_PROFILE_TYPE_INVALID where no profile is current: an empty tray. Throws Error.
  IMAPI_PROFILE_TYPE CurrentProfile();

 private:
  void Command(std::span<BYTE> cdb, std::span<std::byte> buffer);

  ComPtr<IDiscRecorder2Ex> recorder_;
  std::uint32_t sectors_per_command_;
};

}  // namespace virtual_drive
