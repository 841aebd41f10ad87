#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace virtual_drive::mmc {

// What a drive waits on when it hangs or is slow, so that shutting it down wakes it. Any thread.
class Waker {
 public:
  using Clock = std::chrono::steady_clock;

  void WaitUntil(Clock::time_point when) {
    std::unique_lock lock(mutex_);
    woken_.wait_until(lock, when, [this] { return shut_down_; });
  }
  void WaitForShutdown() {
    std::unique_lock lock(mutex_);
    woken_.wait(lock, [this] { return shut_down_; });
  }
  void ShutDown() noexcept {
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    woken_.notify_all();
  }
  bool shut_down() const {
    const std::lock_guard lock(mutex_);
    return shut_down_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool shut_down_ = false;
};

}  // namespace virtual_drive::mmc
