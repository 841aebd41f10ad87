#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "virtual/com/com_ptr.h"

namespace virtual_drive {

class DiscMaster;

// The session's MsftDiscMaster2 objects, which tell their sinks of drives that come and go. Holds
// no reference: a master takes itself out in its destructor. Any thread.
class MasterList {
 public:
  void Add(DiscMaster& master);
  void Remove(DiscMaster& master) noexcept;
  void NotifyAdded(const std::wstring& unique_id);
  void NotifyRemoved(const std::wstring& unique_id);

 private:
  std::vector<ComPtr<DiscMaster>> Alive();

  std::mutex mutex_;
  std::vector<DiscMaster*> masters_;
};

}  // namespace virtual_drive
