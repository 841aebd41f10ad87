// Where drives and images come from, and the virtual drive's controls.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "com/class_source.h"
#include "com/virtual_classes.h"
#include "imapi/recorder_list.h"

namespace imapi2 {

struct VirtualFaultOptions {
  std::wstring call;  // empty: not by call
  int32_t nth = 1;
  int64_t sector = -1;
  int64_t sectors_written = -1;
  int32_t access = 0;
  int32_t drive = 0;
  int32_t effect = 0;
  HRESULT hresult = S_OK;
  std::wstring disc;  // empty: none
  int32_t times = 0;
};

struct VirtualDriveOptions {
  std::wstring disc;  // empty: an empty tray
  int32_t media = 0;
  int64_t sectors = 0;
  int32_t sectors_per_second = 0;
  std::vector<VirtualFaultOptions> faults;
};

struct ProviderOptions {
  bool virtual_drives = false;
  bool virtual_images = false;
  std::wstring client_name;
  std::wstring virtual_server;
  std::vector<VirtualDriveOptions> drives;
  std::vector<VirtualFaultOptions> faults;  // of no drive in particular
  std::vector<std::pair<std::wstring, std::wstring>> switches;
};

// Lives on the provider's own worker; the class sources are shared with the drives and images made
// from it.
class Provider {
 public:
  explicit Provider(const ProviderOptions& options);
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;
  // Ends the virtual session, and with it whatever hangs there.
  ~Provider();

  RecorderList& recorders() noexcept { return *recorders_; }
  const std::shared_ptr<const com::ClassSource>& drives() const noexcept { return drives_; }
  const std::shared_ptr<const com::ClassSource>& images() const noexcept { return images_; }

  // The new drive's unique id.
  std::wstring AddDrive(const VirtualDriveOptions& drive) const;
  void RemoveDrive(const std::wstring& recorder_id) const;
  int64_t Counter(const std::wstring& name) const;
  // First sector and number of sectors, by turns.
  std::vector<int32_t> Writes(const std::wstring& recorder_id) const;

 private:
  IVirtualImapi* Session(const char* operation) const;

  std::shared_ptr<com::VirtualClasses> virtual_;
  std::shared_ptr<const com::ClassSource> drives_;
  std::shared_ptr<const com::ClassSource> images_;
  std::optional<RecorderList> recorders_;
};

}  // namespace imapi2
