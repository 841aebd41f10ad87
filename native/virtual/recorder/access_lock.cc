#include "virtual/recorder/access_lock.h"

namespace virtual_drive {

std::optional<std::wstring> AccessLock::Acquire(Holder holder, std::wstring_view client_name) {
  const std::lock_guard lock(mutex_);
  if (count_ > 0 && holder_ != holder) {
    std::wstring held_by = client_name_;
    // The refused attempt that makes the stranger give up is still refused.
    if (holder_ == &stranger_ && attempts_ > 0 && --attempts_ == 0) Free();
    return held_by;
  }
  if (count_++ == 0) {
    holder_ = holder;
    client_name_ = client_name;
  }
  return std::nullopt;
}

bool AccessLock::Release(Holder holder) {
  const std::lock_guard lock(mutex_);
  if (count_ == 0 || holder_ != holder) return false;
  if (--count_ == 0) {
    Free();
    TakeByStranger();
  }
  return true;
}

void AccessLock::ReleaseAll(Holder holder) {
  while (Release(holder)) {
  }
}

void AccessLock::AcquireByStranger(std::wstring_view client_name, int attempts) {
  const std::lock_guard lock(mutex_);
  stranger_ = client_name;
  attempts_ = attempts;
  TakeByStranger();
}

void AccessLock::ReleaseByStranger() {
  const std::lock_guard lock(mutex_);
  if (holder_ == &stranger_) Free();
  stranger_.clear();
}

void AccessLock::TakeByStranger() {
  if (count_ > 0 || stranger_.empty()) return;
  count_ = 1;
  holder_ = &stranger_;
  client_name_ = stranger_;
}

void AccessLock::Free() {
  if (holder_ == &stranger_) stranger_.clear();
  count_ = 0;
  holder_ = nullptr;
  client_name_.clear();
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
