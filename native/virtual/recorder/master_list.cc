#include "virtual/recorder/master_list.h"

#include <algorithm>

#include "virtual/recorder/disc_master.h"

namespace virtual_drive {

void MasterList::Add(DiscMaster& master) {
  const std::lock_guard lock(mutex_);
  masters_.push_back(&master);
}

void MasterList::Remove(DiscMaster& master) noexcept {
  const std::lock_guard lock(mutex_);
  std::erase(masters_, &master);
}

void MasterList::NotifyAdded(const std::wstring& unique_id) {
  for (const auto& master : Alive()) master->NotifyAdded(unique_id);
}

void MasterList::NotifyRemoved(const std::wstring& unique_id) {
  for (const auto& master : Alive()) master->NotifyRemoved(unique_id);
}

// Shared, so that they are called after the lock: a sink may release its master.
std::vector<ComPtr<DiscMaster>> MasterList::Alive() {
  std::vector<ComPtr<DiscMaster>> alive;
  const std::lock_guard lock(mutex_);
  for (DiscMaster* master : masters_) {
    if (auto shared = master->ShareUnlessGone()) alive.push_back(std::move(shared));
  }
  return alive;
}

}  // namespace virtual_drive
