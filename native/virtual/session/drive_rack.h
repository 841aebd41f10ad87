#pragma once

#include <windows.h>

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace virtual_drive {

class DriveBay;

// The drives of a session, in the order of AddDrive. Any thread.
class DriveRack {
 public:
  // From 0; none is given twice, whatever was taken out.
  LONG TakeNumber();
  void Add(std::shared_ptr<DriveBay> bay);
  // Whoever has a recorder of it keeps the bay, but its drive answers no more.
  void Remove(DriveBay& bay) noexcept;
  std::vector<std::shared_ptr<DriveBay>> All() const;
  // Null where there is none.
  std::shared_ptr<DriveBay> Find(std::wstring_view unique_id) const;
  // Wakes what waits inside a drive; its commands fail from then on.
  void Close() noexcept;

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<DriveBay>> bays_;
  LONG numbers_ = 0;
};

}  // namespace virtual_drive
