#pragma once

#include <windows.h>

#include <atomic>
#include <memory>
#include <span>
#include <string>

#include "virtual/mmc/drive.h"
#include "virtual/recorder/access_lock.h"

namespace virtual_drive {

// How Windows would know a drive.
struct DriveNames {
  // A device interface path, as real ones look; unique in the process, so that two sessions can't
  // be mistaken.
  std::wstring unique_id;
  // \\?\Volume{...}\ of no real volume.
  std::wstring volume_name;
  // "V:\" or the next letter that Windows has given nobody, so that a client can be told a drive by
  // letter. There is no such volume: only the recorder answers to it. Empty where no letter is
  // free.
  std::wstring volume_path;
  LONG number;
};

// Names for the nth drive (from 0) of a session.
DriveNames MakeDriveNames(LONG session_number, LONG drive_number);

// A drive as it is built into a session: what several recorder objects share. Any thread.
class DriveBay {
 public:
  DriveBay(DriveNames names, std::unique_ptr<Disc> disc, std::uint32_t sectors_per_second);

  const DriveNames& names() const noexcept { return names_; }
  const mmc::Identity& identity() const noexcept { return identity_; }
  mmc::Drive& drive() noexcept { return drive_; }
  AccessLock& access() noexcept { return access_; }
  // How often media change notification is switched off.
  std::atomic<LONG>& mcn_disabled() noexcept { return mcn_disabled_; }
  // What InitializeDiscRecorder with this drive fails with, and every call of a recorder that was
  // initialised with it; S_OK where the drive isn't broken.
  std::atomic<HRESULT>& initialize_failure() noexcept { return initialize_failure_; }
  std::atomic<HRESULT>& use_failure() noexcept { return use_failure_; }

 private:
  const DriveNames names_;
  const mmc::Identity identity_;
  mmc::Drive drive_;
  AccessLock access_;
  std::atomic<LONG> mcn_disabled_{0};
  std::atomic<HRESULT> initialize_failure_{S_OK};
  std::atomic<HRESULT> use_failure_{S_OK};
};

}  // namespace virtual_drive
