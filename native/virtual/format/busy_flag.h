#pragma once

#include <atomic>

namespace virtual_drive {

// Holds a flag that only one may hold at a time; false where somebody else does.
class BusyFlag {
 public:
  explicit BusyFlag(std::atomic<bool>& flag) noexcept : flag_(flag), held_(!flag.exchange(true)) {}
  BusyFlag(const BusyFlag&) = delete;
  BusyFlag& operator=(const BusyFlag&) = delete;
  ~BusyFlag() {
    if (held_) flag_ = false;
  }
  explicit operator bool() const noexcept { return held_; }

 private:
  std::atomic<bool>& flag_;
  const bool held_;
};

}  // namespace virtual_drive
