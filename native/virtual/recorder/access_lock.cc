#include "virtual/recorder/access_lock.h"

namespace virtual_drive {

bool AccessLock::Acquire(Holder holder, std::wstring_view client_name) {
  const std::lock_guard lock(mutex_);
  if (count_ > 0 && holder_ != holder) return false;
  if (count_++ == 0) {
    holder_ = holder;
    client_name_ = client_name;
  }
  return true;
}

bool AccessLock::Release(Holder holder) {
  const std::lock_guard lock(mutex_);
  if (count_ == 0 || holder_ != holder) return false;
  if (--count_ == 0) {
    holder_ = nullptr;
    client_name_.clear();
  }
  return true;
}

void AccessLock::ReleaseAll(Holder holder) {
  while (Release(holder)) {
  }
}

bool AccessLock::Admits(Holder holder) const {
  const std::lock_guard lock(mutex_);
  return count_ == 0 || holder_ == holder;
}

std::wstring AccessLock::owner() const {
  const std::lock_guard lock(mutex_);
  return client_name_;
}

}  // namespace virtual_drive
