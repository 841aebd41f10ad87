#pragma once

#include <windows.h>

#include <imapi2.h>

#include <mutex>
#include <string>
#include <string_view>

#include "virtual/com/com_ptr.h"
#include "virtual/format/device.h"

namespace virtual_drive {

// The two properties that every format object begins with: which recorder, and the client's name.
// Any thread.
class RecorderHolder {
 public:
  ComPtr<IDiscRecorder2> recorder() const;
  void set_recorder(ComPtr<IDiscRecorder2> recorder);
  std::wstring client_name() const;
  void set_client_name(std::wstring_view name);
  // Throws E_IMAPI_RECORDER_REQUIRED where none is set.
  Device device() const;

 private:
  mutable std::mutex mutex_;
  ComPtr<IDiscRecorder2> recorder_;
  std::wstring client_name_;
};

// Exclusive access, and the tray locked, for the length of a write or an erase; both given back in
// any ending.
class DriveHold {
 public:
  DriveHold(ComPtr<IDiscRecorder2> recorder, std::wstring_view client_name);
  DriveHold(const DriveHold&) = delete;
  DriveHold& operator=(const DriveHold&) = delete;
  ~DriveHold();

 private:
  ComPtr<IDiscRecorder2> recorder_;
};

// The first and the last 2 MB are zeros (docs/imapi2.md, Free and blank media), or the disc was
// never formatted.
bool IsHeuristicallyBlank(Device& device, const Device::Facts& facts);

// The medium that is in: throws where it isn't ready, or `unsupported` where IMAPI2 couldn't write
// it here.
MediaKind RequireMedia(Device& device, HRESULT unsupported);

}  // namespace virtual_drive
