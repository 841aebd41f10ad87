#include "virtual/session/drive_rack.h"

#include <utility>

#include "virtual/recorder/drive_bay.h"

namespace virtual_drive {

LONG DriveRack::TakeNumber() {
  const std::lock_guard lock(mutex_);
  return numbers_++;
}

void DriveRack::Add(std::shared_ptr<DriveBay> bay) {
  const std::lock_guard lock(mutex_);
  bays_.push_back(std::move(bay));
}

void DriveRack::Remove(DriveBay& bay) noexcept {
  const std::lock_guard lock(mutex_);
  bay.drive().ShutDown();
  // A lock is Windows' own, and takes a device that is there.
  bay.use_failure() = HRESULT_FROM_WIN32(ERROR_DEVICE_NOT_CONNECTED);
  std::erase_if(bays_, [&bay](const auto& known) { return known.get() == &bay; });
}

std::vector<std::shared_ptr<DriveBay>> DriveRack::All() const {
  const std::lock_guard lock(mutex_);
  return bays_;
}

std::shared_ptr<DriveBay> DriveRack::Find(std::wstring_view unique_id) const {
  const std::lock_guard lock(mutex_);
  for (const auto& bay : bays_) {
    if (bay->names().unique_id == unique_id) return bay;
  }
  return nullptr;
}

void DriveRack::Close() noexcept {
  const std::lock_guard lock(mutex_);
  for (const auto& bay : bays_) bay->drive().ShutDown();
}

}  // namespace virtual_drive
