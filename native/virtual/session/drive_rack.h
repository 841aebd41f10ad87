#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace virtual_drive {

class DriveBay;

// The drives of a session, in the order of AddDrive; none is ever taken out. Any thread.
class DriveRack {
 public:
  void Add(std::shared_ptr<DriveBay> bay);
  std::vector<std::shared_ptr<DriveBay>> All() const;
  // Null where there is none.
  std::shared_ptr<DriveBay> Find(std::wstring_view unique_id) const;
  // Wakes what waits inside a drive; its commands fail from then on.
  void Close() noexcept;

 private:
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<DriveBay>> bays_;
};

}  // namespace virtual_drive
