#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace virtual_drive {

class DiscMaster;

// The session's MsftDiscMaster2 objects, which tell their sinks of new drives. Holds no reference:
// a master takes itself out in its destructor. Any thread.
class MasterList {
 public:
  void Add(DiscMaster& master);
  void Remove(DiscMaster& master) noexcept;
  void NotifyAdded(const std::wstring& unique_id);

 private:
  std::mutex mutex_;
  std::vector<DiscMaster*> masters_;
};

}  // namespace virtual_drive
